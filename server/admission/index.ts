export { createAdmission } from './admission.ts'
export type { Admission, AdmissionDesk } from './types.ts'
