import type { EntityManager } from "typeorm";
import type { FactorMethod } from "../../shared/errors.js";
import type { UserId } from "../../shared/ids.js";

/** Empty for a member without a second factor. */
export async function factorsOf(tx: EntityManager, userId: UserId): Promise<FactorMethod[]> {
  const [row] = await tx.query(
    `SELECT EXISTS (SELECT FROM totp_factors WHERE user_id = $1 AND confirmed_at IS NOT NULL) AS totp,
            EXISTS (SELECT FROM passkeys WHERE user_id = $1) AS passkey,
            EXISTS (SELECT FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL) AS recovery`,
    [userId],
  );
  const methods: FactorMethod[] = [];
  if (row.totp) methods.push("TOTP");
  if (row.passkey) methods.push("PASSKEY");
  if (methods.length > 0 && row.recovery) methods.push("RECOVERY_CODE");
  return methods;
}
