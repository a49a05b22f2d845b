export { recordEvent } from "./outbox-event.js";
export { OutboxReader, type Projection } from "./outbox-reader.service.js";
