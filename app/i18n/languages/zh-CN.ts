import { byNamespace, type Texts } from '../by-namespace.ts'

export default byNamespace(
  import.meta.glob<Texts>('../locales/zh-CN/*.json', { eager: true, import: 'default' }),
)
