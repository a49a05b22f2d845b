export { StatementMaker } from "./statement.maker.js";
export { StatementResolver } from "./statement.resolver.js";
export { MAKE_STATEMENT, StatementService } from "./statement.service.js";
