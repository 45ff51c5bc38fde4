/** Tracking plans that several rooms' tests share. */

/** The plan of the documents. */
export const SHOP = {
  'tracklens-plan': 1,
  name: 'Shop',
  unplanned: 'warning',
  keys: { 'shop.example': ['prod-token'], '*.staging.shop.example': ['stage-token'] },
  events: [
    {
      ...{ name: 'purchase', vendor: 'bloomreach', required: true, as: 'hard', delivered: true, once: 'purchase_id' },
      schema: {
        type: 'object',
        required: ['purchase_id', 'total_price'],
        properties: { purchase_id: { type: 'string' }, total_price: { type: 'number' } },
      },
    },
    { type: 'identify', vendor: 'customerio', schema: { required: ['email'] } },
  ],
}
