export { DEMO_LOGINS, DemoService } from "./demo.service.js";
