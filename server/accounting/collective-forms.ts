import { credit, debit, type Forms } from './form-types.ts'

const INCOME = ['501', '502', '503', '504']
const EXPENSES = ['511', '512', '513', '514', '515', '521']
const text = (zh: string, en: string) => ({ zh, en })

/**
 * NOT VERIFIED. The chart is known from a secondary source; the forms of 财会〔2023〕14号 were not seen at all. Rows
 * follow the chart in the cooperative form's order, so that every account has its place; names and 行次 may differ from
 * the official form, and every page that shows them says so.
 */
export const collectiveForms: Forms = {
  verified: false,
  titles: {
    sheet: text('资产负债表', 'Balance sheet'),
    surplus: text('收益及收益分配表', 'Statement of income and its distribution'),
  },
  profitHead: '321',
  distributionHead: '322',
  sheet: [
    { heading: text('流动资产', 'Current assets') },
    { key: 'cash', label: text('货币资金', 'Cash and deposits'), takes: debit('101', '102') },
    { key: 'short-invested', label: text('短期投资', 'Short-term investments'), takes: debit('111') },
    {
      key: 'receivables',
      label: text('应收款项', 'Receivables'),
      takes: [...debit('112'), { head: '113', side: 'debit', only: true }],
    },
    { key: 'stock', label: text('存货', 'Stock'), takes: debit('121', '401') },
    { key: 'consumable', label: text('消耗性生物资产', 'Consumable biological assets'), takes: debit('131') },
    {
      key: 'current',
      label: text('流动资产合计', 'Total current assets'),
      plus: ['cash', 'short-invested', 'receivables', 'stock', 'consumable'],
    },
    { heading: text('非流动资产', 'Non-current assets') },
    { key: 'invested', label: text('长期投资', 'Long-term investments'), takes: debit('141') },
    {
      key: 'productive',
      label: text('生产性生物资产原值', 'Productive biological assets, cost'),
      takes: debit('132'),
    },
    {
      key: 'productive-worn',
      label: text('减：生产性生物资产累计折旧', 'Less: their depreciation'),
      takes: credit('133'),
    },
    {
      key: 'productive-net',
      label: text('生产性生物资产净值', 'Productive biological assets, net'),
      plus: ['productive'],
      minus: ['productive-worn'],
    },
    { key: 'fixed', label: text('固定资产原值', 'Fixed assets, cost'), takes: debit('151') },
    { key: 'fixed-worn', label: text('减：累计折旧', 'Less: depreciation'), takes: credit('152') },
    {
      key: 'fixed-net',
      label: text('固定资产净值', 'Fixed assets, net'),
      plus: ['fixed'],
      minus: ['fixed-worn'],
    },
    { key: 'building', label: text('在建工程', 'Construction in progress'), takes: debit('153') },
    { key: 'disposal', label: text('固定资产清理', 'Disposal of fixed assets'), takes: debit('154') },
    { key: 'intangible', label: text('无形资产原值', 'Intangible assets, cost'), takes: debit('161') },
    { key: 'intangible-worn', label: text('减：累计摊销', 'Less: amortisation'), takes: credit('162') },
    {
      key: 'intangible-net',
      label: text('无形资产净值', 'Intangible assets, net'),
      plus: ['intangible'],
      minus: ['intangible-worn'],
    },
    {
      key: 'public',
      label: text('公益性生物资产', 'Public-benefit biological assets'),
      takes: debit('134'),
    },
    { key: 'deferred', label: text('长期待摊费用', 'Long-term deferred expenses'), takes: debit('171') },
    {
      key: 'non-current',
      label: text('非流动资产合计', 'Total non-current assets'),
      plus: [
        'invested',
        'productive-net',
        'fixed-net',
        'building',
        'disposal',
        'intangible-net',
        'public',
        'deferred',
      ],
    },
    { key: 'assets', label: text('资产总计', 'Total assets'), plus: ['current', 'non-current'] },
    { heading: text('流动负债', 'Current liabilities') },
    { key: 'short-loans', label: text('短期借款', 'Short-term loans'), takes: credit('201') },
    {
      key: 'payables',
      label: text('应付款项', 'Payables'),
      takes: [...credit('211'), { head: '113', side: 'credit', only: true }],
    },
    { key: 'wages', label: text('应付工资', 'Wages payable'), takes: credit('212') },
    { key: 'labour', label: text('应付劳务费', 'Labour fees payable'), takes: credit('213') },
    { key: 'taxes', label: text('应交税费', 'Taxes payable'), takes: credit('214') },
    {
      key: 'current-debts',
      label: text('流动负债合计', 'Total current liabilities'),
      plus: ['short-loans', 'payables', 'wages', 'labour', 'taxes'],
    },
    { heading: text('非流动负债', 'Non-current liabilities') },
    {
      key: 'long-loans',
      label: text('长期借款及应付款', 'Long-term loans and payables'),
      takes: credit('221'),
    },
    { key: 'case-funds', label: text('一事一议资金', 'Funds raised case by case'), takes: credit('231') },
    { key: 'special', label: text('专项应付款', 'Special payables'), takes: credit('241') },
    {
      key: 'non-current-debts',
      label: text('非流动负债合计', 'Total non-current liabilities'),
      plus: ['long-loans', 'case-funds', 'special'],
    },
    {
      key: 'debts',
      label: text('负债合计', 'Total liabilities'),
      plus: ['current-debts', 'non-current-debts'],
    },
    { heading: text('所有者权益', 'Owners’ equity') },
    { key: 'contributions', label: text('资本', 'Capital'), takes: credit('301') },
    { key: 'reserve', label: text('公积公益金', 'Reserve and welfare fund'), takes: credit('311') },
    {
      key: 'undistributed',
      label: text('未分配收益', 'Undistributed income'),
      takes: credit('321', '322', ...INCOME, ...EXPENSES),
    },
    {
      key: 'equity',
      label: text('所有者权益合计', 'Total owners’ equity'),
      plus: ['contributions', 'reserve', 'undistributed'],
    },
    {
      key: 'claims',
      label: text('负债和所有者权益总计', 'Total liabilities and equity'),
      plus: ['debts', 'equity'],
    },
  ],
  surplus: [
    { key: 'operating', label: text('经营收入', 'Operating income'), takes: [{ earned: '501' }] },
    { key: 'invested', label: text('加：投资收益', 'Plus: investment income'), takes: [{ earned: '502' }] },
    { key: 'subsidies', label: text('补助收入', 'Subsidies'), takes: [{ earned: '503' }] },
    { key: 'other', label: text('其他收入', 'Other income'), takes: [{ earned: '504' }] },
    { key: 'spent', label: text('减：经营支出', 'Less: operating expenses'), takes: [{ spent: '511' }] },
    { key: 'taxes', label: text('税金及附加', 'Taxes and surcharges'), takes: [{ spent: '512' }] },
    { key: 'administration', label: text('管理费用', 'Administrative expenses'), takes: [{ spent: '513' }] },
    { key: 'public', label: text('公益支出', 'Public-benefit expenses'), takes: [{ spent: '514' }] },
    { key: 'other-spent', label: text('其他支出', 'Other expenses'), takes: [{ spent: '515' }] },
    {
      key: 'total',
      label: text('收益总额', 'Total income'),
      plus: ['operating', 'invested', 'subsidies', 'other'],
      minus: ['spent', 'taxes', 'administration', 'public', 'other-spent'],
    },
    { key: 'income-tax', label: text('减：所得税费用', 'Less: income tax'), takes: [{ spent: '521' }] },
    { key: 'year', label: text('本年收益', 'Income of the year'), plus: ['total'], minus: ['income-tax'] },
    {
      key: 'brought',
      label: text('加：年初未分配收益', 'Plus: undistributed at the start of the year'),
      takes: [{ brought: true }],
    },
    {
      key: 'other-in',
      label: text('其他转入', 'Other transfers in'),
      takes: [{ released: '311' }, { other_in: true }],
    },
    {
      key: 'to-reserve',
      label: text('减：提取公积公益金', 'Less: to the reserve and welfare fund'),
      takes: [{ reserved: '311' }],
    },
    {
      key: 'distributable',
      label: text('可分配收益', 'Distributable income'),
      plus: ['year', 'brought', 'other-in'],
      minus: ['to-reserve'],
    },
    {
      key: 'to-members',
      label: text('减：向成员分配', 'Less: distributed to members'),
      takes: [{ distributed: ['113', '211'] }],
    },
    {
      key: 'end',
      label: text('年末未分配收益', 'Undistributed at the end of the year'),
      plus: ['distributable'],
      minus: ['to-members'],
    },
  ],
}
