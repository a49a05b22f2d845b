export { StaffResolver } from "./staff.resolver.js";
export { StaffService } from "./staff.service.js";
