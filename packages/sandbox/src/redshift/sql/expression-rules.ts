import type { Rule } from './edit.js'
import { nameRule } from './names.js'
import { refuseRule } from './refuse.js'
import { sysdateRule } from './sysdate-rule.js'
import { typeRule } from './type-rule.js'

/** What holds wherever an expression may stand. */
export const EXPRESSION_RULES: readonly Rule[] = [refuseRule, sysdateRule, typeRule, nameRule]
