/** The customer's side of the movement is the order's account; the other one is the bank's. */
const SAME_ACCOUNT = `CASE o.direction WHEN 'deposit' THEN m.credit_account_id ELSE m.debit_account_id END = o.account_id`;

/**
 * How orders to banks and the books must agree at any moment between two transactions, as BOOK_RULES says of the books
 * alone. The order is written down before its reservation and takes each step after the books did, or before them where
 * the bank has said what it is to be.
 */
export const ORDER_RULES: Readonly<Record<string, string>> = {
  "every reservation of a charge or a withdrawal is an order's, which says the same": `
    SELECT m.id, m.kind, m.state, m.amount FROM movements m
    LEFT JOIN bank_orders o ON o.id = m.id AND o.direction = m.kind AND o.amount = m.amount AND ${SAME_ACCOUNT}
    WHERE m.operation = 'reserve' AND m.kind IN ('deposit', 'withdrawal') AND o.id IS NULL`,
  "an order to a bank is as far as its reservation": `
    SELECT o.id, o.direction, o.state, m.state AS reservation FROM bank_orders o
    LEFT JOIN movements m ON m.id = o.id AND m.operation = 'reserve'
    WHERE coalesce(m.state, 'none') <> ALL (CASE o.state
      WHEN 'new' THEN '{none,reserved,refused}'
      -- Under a key that stood for something else there is no movement of its own.
      WHEN 'void' THEN '{none,refused}'
      WHEN 'asked' THEN '{reserved}'
      WHEN 'confirmed' THEN '{reserved,settled}'
      WHEN 'refused' THEN '{reserved,released}'
      ELSE '{' || o.state || '}' END::text[])`,
};
