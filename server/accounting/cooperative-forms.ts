import { credit, debit, type Forms } from './form-types.ts'

const INCOME = ['501', '502', '511']
const EXPENSES = ['521', '522', '523', '524', '529', '531']
const text = (zh: string, en: string) => ({ zh, en })

/**
 * 会农社01表 and 会农社02表 of 财会〔2021〕37号, part 2, with the rows and the filling-in notes as printed there.
 * 未分配盈余 is 331 and 332; income and expenses that are not yet transferred to 331 are counted with them, or the two
 * sides would differ until the year is closed.
 */
export const cooperativeForms: Forms = {
  verified: true,
  titles: {
    sheet: text('资产负债表', 'Balance sheet'),
    surplus: text('盈余及盈余分配表', 'Statement of surplus and its distribution'),
  },
  profitHead: '331',
  distributionHead: '332',
  sheet: [
    { heading: text('流动资产', 'Current assets') },
    { key: 'cash', label: text('货币资金', 'Cash and deposits'), takes: debit('101', '102', '109') },
    {
      key: 'receivables',
      label: text('应收款项', 'Receivables'),
      takes: [...debit('113'), { head: '114', side: 'debit', only: true }],
    },
    {
      key: 'stock',
      label: text('存货', 'Stock'),
      takes: debit('121', '122', '124', '125', '127', '128', '401'),
    },
    { key: 'consumable', label: text('消耗性生物资产', 'Consumable biological assets'), takes: debit('141') },
    {
      key: 'current',
      label: text('流动资产合计', 'Total current assets'),
      plus: ['cash', 'receivables', 'stock', 'consumable'],
    },
    { heading: text('非流动资产', 'Non-current assets') },
    { key: 'invested', label: text('对外投资', 'Investments'), takes: debit('131') },
    {
      key: 'productive',
      label: text('生产性生物资产原值', 'Productive biological assets, cost'),
      takes: debit('142'),
    },
    {
      key: 'productive-worn',
      label: text('减：生产性生物资产累计折旧', 'Less: their depreciation'),
      takes: credit('143'),
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
    {
      key: 'fixed-all',
      label: text('固定资产小计', 'Fixed assets, subtotal'),
      plus: ['fixed-net', 'building', 'disposal'],
    },
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
      takes: debit('144'),
    },
    { key: 'deferred', label: text('长期待摊费用', 'Long-term deferred expenses'), takes: debit('171') },
    {
      key: 'non-current',
      label: text('非流动资产合计', 'Total non-current assets'),
      plus: ['invested', 'productive-net', 'fixed-all', 'intangible-net', 'public', 'deferred'],
    },
    { key: 'assets', label: text('资产总计', 'Total assets'), plus: ['current', 'non-current'] },
    { heading: text('流动负债', 'Current liabilities') },
    { key: 'short-loans', label: text('短期借款', 'Short-term loans'), takes: credit('201') },
    {
      key: 'payables',
      label: text('应付款项', 'Payables'),
      takes: [...credit('211'), { head: '114', side: 'credit', only: true }],
    },
    { key: 'wages', label: text('应付工资', 'Wages payable'), takes: credit('212') },
    { key: 'labour', label: text('应付劳务费', 'Labour fees payable'), takes: credit('213') },
    { key: 'taxes', label: text('应交税费', 'Taxes payable'), takes: credit('214') },
    { key: 'interest', label: text('应付利息', 'Interest payable'), takes: credit('215') },
    { key: 'refunds', label: text('应付盈余返还', 'Patronage refunds payable'), takes: credit('221') },
    { key: 'remaining', label: text('应付剩余盈余', 'Remaining surplus payable'), takes: credit('222') },
    {
      key: 'current-debts',
      label: text('流动负债合计', 'Total current liabilities'),
      plus: ['short-loans', 'payables', 'wages', 'labour', 'taxes', 'interest', 'refunds', 'remaining'],
    },
    { heading: text('非流动负债', 'Non-current liabilities') },
    { key: 'long-loans', label: text('长期借款', 'Long-term loans'), takes: credit('231') },
    { key: 'special', label: text('专项应付款', 'Special payables'), takes: credit('235') },
    {
      key: 'non-current-debts',
      label: text('非流动负债合计', 'Total non-current liabilities'),
      plus: ['long-loans', 'special'],
    },
    {
      key: 'debts',
      label: text('负债合计', 'Total liabilities'),
      plus: ['current-debts', 'non-current-debts'],
    },
    { heading: text('所有者权益', 'Owners’ equity') },
    { key: 'contributions', label: text('股金', 'Members’ contributions'), takes: credit('301') },
    { key: 'fund', label: text('专项基金', 'Special fund'), takes: credit('311') },
    { key: 'capital', label: text('资本公积', 'Capital reserve'), takes: credit('321') },
    { key: 'reserve', label: text('盈余公积', 'Surplus reserve'), takes: credit('322') },
    {
      key: 'undistributed',
      label: text('未分配盈余', 'Undistributed surplus'),
      takes: credit('331', '332', ...INCOME, ...EXPENSES),
    },
    {
      key: 'equity',
      label: text('所有者权益合计', 'Total owners’ equity'),
      plus: ['contributions', 'fund', 'capital', 'reserve', 'undistributed'],
    },
    {
      key: 'claims',
      label: text('负债和所有者权益总计', 'Total liabilities and equity'),
      plus: ['debts', 'equity'],
    },
  ],
  surplus: [
    { key: 'operating', label: text('一、经营收入', '1. Operating income'), takes: [{ earned: '501' }] },
    { key: 'invested', label: text('加：投资收益', 'Plus: investment income'), takes: [{ earned: '511' }] },
    { key: 'spent', label: text('减：经营支出', 'Less: operating expenses'), takes: [{ spent: '521' }] },
    { key: 'taxes', label: text('税金及附加', 'Taxes and surcharges'), takes: [{ spent: '522' }] },
    { key: 'administration', label: text('管理费用', 'Administrative expenses'), takes: [{ spent: '523' }] },
    { key: 'financial', label: text('财务费用', 'Financial expenses'), takes: [{ spent: '524' }] },
    {
      key: 'operating-result',
      label: text('二、经营收益', '2. Operating result'),
      plus: ['operating', 'invested'],
      minus: ['spent', 'taxes', 'administration', 'financial'],
    },
    { key: 'other', label: text('加：其他收入', 'Plus: other income'), takes: [{ earned: '502' }] },
    { key: 'other-spent', label: text('减：其他支出', 'Less: other expenses'), takes: [{ spent: '529' }] },
    {
      key: 'total',
      label: text('三、盈余总额', '3. Total surplus'),
      plus: ['operating-result', 'other'],
      minus: ['other-spent'],
    },
    { key: 'income-tax', label: text('减：所得税费用', 'Less: income tax'), takes: [{ spent: '531' }] },
    {
      key: 'year',
      label: text('四、本年盈余', '4. Surplus of the year'),
      plus: ['total'],
      minus: ['income-tax'],
    },
    {
      key: 'brought',
      label: text('加：年初未分配盈余', 'Plus: undistributed at the start of the year'),
      takes: [{ brought: true }],
    },
    {
      key: 'other-in',
      label: text('其他转入', 'Other transfers in'),
      takes: [{ released: '322' }, { other_in: true }],
    },
    {
      key: 'to-reserve',
      label: text('减：提取盈余公积', 'Less: to the surplus reserve'),
      takes: [{ reserved: '322' }],
    },
    {
      key: 'distributable',
      label: text('五、可分配盈余', '5. Distributable surplus'),
      plus: ['year', 'brought', 'other-in'],
      minus: ['to-reserve'],
    },
    {
      key: 'to-refunds',
      label: text('减：盈余返还', 'Less: patronage refunds'),
      takes: [{ distributed: ['221'] }],
    },
    {
      key: 'to-remaining',
      label: text('剩余盈余分配', 'Distribution of the remaining surplus'),
      takes: [{ distributed: ['222'] }],
    },
    {
      key: 'to-contributions',
      label: text('转为成员出资', 'Converted into contributions'),
      takes: [{ distributed: ['301'] }],
    },
    {
      key: 'end',
      label: text('六、年末未分配盈余', '6. Undistributed at the end of the year'),
      plus: ['distributable'],
      minus: ['to-refunds', 'to-remaining', 'to-contributions'],
    },
  ],
}
