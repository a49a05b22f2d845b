export { OutboxReader, type Projection } from "./outbox-reader.service.js";
