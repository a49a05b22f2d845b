export { AccessTokenService, generateAccessTokenKey } from "./access-token.service.js";
export { AttemptLimiter } from "./attempt-limiter.service.js";
export { AuthResolver } from "./auth.resolver.js";
export { AuthService } from "./auth.service.js";
export { PasswordService } from "./password.service.js";
export { RefreshTokenEntity } from "./refresh-token.entity.js";
export { SessionEntity } from "./session.entity.js";
export { SessionService } from "./session.service.js";
