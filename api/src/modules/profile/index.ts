export { ProfileResolver } from "./profile.resolver.js";
export { ProfileService } from "./profile.service.js";
