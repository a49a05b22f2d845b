export { recordEvent } from "./outbox-event.js";
export { holdReaders, OutboxReader, type Projection } from "./outbox-reader.service.js";
export { ReaderLane } from "./reader-lane.service.js";
