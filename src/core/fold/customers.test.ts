import { expect, it } from 'vitest'
import type { Customer } from '../item'
import { Customers } from './customers'

const ada = (): Customer => ({ soft: { cookie: 'c-1' }, hard: { registered: 'ada@shop.example' } })
const grace = (): Customer => ({ soft: { cookie: 'c-1' }, hard: { registered: 'grace@shop.example' } })

it('keeps one object for all things in a row that name the same customer', () => {
  const customers = new Customers()
  const first = ada()
  expect(customers.alike('bloomreach:a', null, first)).toBe(first)
  expect(customers.alike('bloomreach:a', null, ada())).toBe(first)
  expect(customers.alike('bloomreach:b', null, ada())).not.toBe(first)
})

it('takes the customer of the call where it is the same one', () => {
  const called = ada()
  expect(new Customers().alike('bloomreach:a', called, ada())).toBe(called)
})

it('never takes one customer for another', () => {
  const customers = new Customers()
  customers.alike('bloomreach:a', null, ada())
  expect(customers.alike('bloomreach:a', ada(), grace())).toEqual(grace())
  expect(customers.alike('bloomreach:a', ada(), null)).toBeNull()
  const reversed: Customer = { soft: {}, hard: { b: '2', a: '1' } }
  customers.alike('bloomreach:a', null, { soft: {}, hard: { a: '1', b: '2' } })
  expect(JSON.stringify(customers.alike('bloomreach:a', null, reversed))).toBe(JSON.stringify(reversed))
})
