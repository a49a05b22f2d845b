export { type Member, type PersonalData, type Role, UserEntity } from "./user.entity.js";
export {
  DEPARTED_NAME,
  emailField,
  formatPhone,
  maskName,
  maskPhone,
  nameField,
  passwordField,
  phoneField,
} from "./user.policy.js";
export { SEALED_COLUMNS, type SealedRow, UserStore } from "./user.store.js";
export { Language, toUser, User } from "./user.types.js";
