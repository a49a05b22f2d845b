import { Link } from "react-router";
import { Brand } from "../../components/mark";
import { VerifyReceipt } from "../../features/verify/verify-receipt";

export function Component() {
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-[480px] px-5 pt-5 pb-10 outline-none">
      <Link to="/" className="inline-block py-2">
        <Brand />
      </Link>
      <VerifyReceipt />
    </main>
  );
}
