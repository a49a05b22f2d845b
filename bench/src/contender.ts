import type { Account } from "./world.ts";

/** One way to move money. `transfer` resolves once the movement is durable. */
export interface Contender {
  name: string;
  transfer(from: Account, to: Account): Promise<void>;
  /** Holds still what it does by itself while others have their turn. */
  rest?(isResting: boolean): void;
  close(): Promise<void>;
}
