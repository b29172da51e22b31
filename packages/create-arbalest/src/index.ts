export { addCreation, type Act } from './add-creation.js'
