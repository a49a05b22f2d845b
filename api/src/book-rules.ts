import { ORDER_RULES } from "./modules/funding/index.js";
import { BOOK_RULES } from "./modules/ledger/index.js";

/** All that must hold at any moment: of the books, and of what other modules keep beside them. */
export const RULES: Readonly<Record<string, string>> = { ...BOOK_RULES, ...ORDER_RULES };
