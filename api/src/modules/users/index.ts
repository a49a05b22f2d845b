export { UserEntity } from "./user.entity.js";
export { emailField, maskName, nameField, passwordField } from "./user.policy.js";
export { toUser, User } from "./user.types.js";
