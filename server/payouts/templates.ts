import type { PayoutBank } from '#shared/payouts.ts'

// Column sets of three banks' batch files, as data. What companies' guides show of them; the banks' own manuals were not
// seen, and banks change them: compare with the template that your bank's program offers before the first file is sent.
// icbc: after a guide to 批量支付.xls of 企业网银客户端工具 (third party), whose warning of hidden third decimals is why
// amounts are text. boc and abc: typical, without a source.

/** What a cell can say of one payment. */
export type Cell =
  | 'number'
  | 'currency'
  | 'payerBank'
  | 'payerNumber'
  | 'payerName'
  | 'payeeBank'
  | 'province'
  | 'city'
  | 'payeeNumber'
  | 'payeeName'
  | 'amount'
  | 'purpose'
  | 'reference'

type Column = { title: string; cell: Cell }
/** How the bank's answer is read: titles of its columns, and what it says when money arrived or came back. */
type ResultColumns = {
  reference: string
  amount: string
  payeeNumber: string
  status: string
  bankReference: string
  reason: string
}

export type Template = {
  columns: readonly Column[]
  purpose: string
  result: ResultColumns
  succeeded: readonly string[]
  failed: readonly string[]
}

const column = (title: string, cell: Cell): Column => ({ title, cell })

export const templates: Record<PayoutBank, Template> = {
  icbc: {
    columns: [
      column('付款账号开户行', 'payerBank'),
      column('付款账号', 'payerNumber'),
      column('付款账号名称', 'payerName'),
      column('收款账号开户行', 'payeeBank'),
      column('收款账号省份', 'province'),
      column('收款账号地市', 'city'),
      column('收款账号', 'payeeNumber'),
      column('收款账号名称', 'payeeName'),
      column('金额', 'amount'),
      column('汇款用途', 'purpose'),
      column('备注信息', 'reference'),
    ],
    purpose: '货款',
    result: {
      reference: '备注信息',
      amount: '金额',
      payeeNumber: '收款账号',
      status: '处理状态',
      bankReference: '指令序号',
      reason: '失败原因',
    },
    succeeded: ['处理成功', '成功'],
    failed: ['处理失败', '失败', '退票'],
  },
  boc: {
    columns: [
      column('序号', 'number'),
      column('付款账号', 'payerNumber'),
      column('收款行名称', 'payeeBank'),
      column('收款人账号', 'payeeNumber'),
      column('收款人名称', 'payeeName'),
      column('币种', 'currency'),
      column('付款金额', 'amount'),
      column('用途', 'purpose'),
      column('客户业务编号', 'reference'),
    ],
    purpose: '货款',
    result: {
      reference: '客户业务编号',
      amount: '付款金额',
      payeeNumber: '收款人账号',
      status: '交易状态',
      bankReference: '交易流水号',
      reason: '失败原因',
    },
    succeeded: ['交易成功', '成功'],
    failed: ['交易失败', '失败', '退汇'],
  },
  abc: {
    columns: [
      column('编号', 'number'),
      column('收款账号', 'payeeNumber'),
      column('收款户名', 'payeeName'),
      column('收款行', 'payeeBank'),
      column('金额', 'amount'),
      column('用途', 'purpose'),
      column('附言', 'reference'),
    ],
    purpose: '货款',
    result: {
      reference: '附言',
      amount: '金额',
      payeeNumber: '收款账号',
      status: '交易结果',
      bankReference: '流水号',
      reason: '错误信息',
    },
    succeeded: ['成功'],
    failed: ['失败', '退回'],
  },
}
