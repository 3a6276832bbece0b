import { byNamespace, type Texts } from '../by-namespace.ts'

export default byNamespace(
  import.meta.glob<Texts>('../locales/en/*.json', { eager: true, import: 'default' }),
)
