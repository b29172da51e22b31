import { catalogRule } from './catalog-rule.js'
import type { Rule } from './edit.js'
import { datePartRule } from './functions/date-part-rule.js'
import { decodeRule } from './functions/decode-rule.js'
import { listaggRule } from './functions/listagg-rule.js'
import { renamedRule } from './functions/renamed-rule.js'
import { sysdateRule } from './functions/sysdate-rule.js'
import { nameRule } from './names.js'
import { refuseRule } from './refuse.js'
import { typeRule } from './type-rule.js'

/** What holds wherever an expression may stand. */
export const EXPRESSION_RULES: readonly Rule[] = [
  refuseRule,
  catalogRule,
  decodeRule,
  listaggRule,
  renamedRule,
  datePartRule,
  sysdateRule,
  typeRule,
  nameRule,
]
