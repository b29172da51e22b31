import { connectByRule } from '../forms/connect-by-rule.js'
import { distinctListRule } from '../forms/distinct-list-rule.js'
import { fromPathRule } from '../forms/from-path-rule.js'
import { nullTreatmentRule } from '../forms/null-treatment-rule.js'
import { pathRule } from '../forms/path-rule.js'
import { pivotRule } from '../forms/pivot-rule.js'
import { plainForms } from '../forms/plain-forms.js'
import { selectRule } from '../forms/select-rule.js'
import {
  askingRule,
  bareCallRule,
  convertRule,
  datePartRule,
  renamedRule,
  tryCastRule,
} from '../functions/call-rules.js'
import { objectTransformRule } from '../functions/object-transform-rule.js'
import { superConstructorRule } from '../functions/super-constructor-rule.js'
import type { Rule } from '../writing/edit.js'
import { numeralRule, stringRule } from '../writing/literals.js'
import { nameRule } from '../writing/names.js'
import { catalogRule } from './catalog-rule.js'
import { refuseRule } from './refuse-rule.js'
import { typeRule } from './type-rule.js'

/** What holds wherever an expression may stand. */
export const EXPRESSION_RULES: readonly Rule[] = [
  refuseRule,
  catalogRule,
  renamedRule,
  datePartRule,
  bareCallRule,
  askingRule,
  convertRule,
  tryCastRule,
  objectTransformRule,
  superConstructorRule,
  typeRule,
  numeralRule,
  nameRule,
  stringRule,
  selectRule,
  connectByRule,
  pivotRule,
  fromPathRule,
  pathRule,
  nullTreatmentRule,
  distinctListRule,
  plainForms,
]
