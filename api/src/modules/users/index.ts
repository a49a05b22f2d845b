export { UserEntity } from "./user.entity.js";
export { emailField, formatPhone, maskName, maskPhone, nameField, passwordField, phoneField } from "./user.policy.js";
export { Language, toUser, User } from "./user.types.js";
