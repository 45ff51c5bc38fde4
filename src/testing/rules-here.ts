/** The rules are here before a test of what draws begins, as they are before a person has read the first row. */
import { fetchRules } from '../ui/store/rules'

await fetchRules()
