/** A visitor of the bare page with one SDK, in a tester's words: comes, tracks, and what of it arrived. */
import { openBare } from '../bare-page'
import type { Collector, Thing } from '../collectors/contract'
import type { Scene } from './scene'
import type { Surface } from './surfaces'

/** Whoever visits. */
export class Visitor {
  readonly #scene: Scene
  readonly #surface: Pick<Surface, 'vendor' | 'tracking' | 'load' | 'track'>

  constructor(scene: Scene, surface: Pick<Surface, 'vendor' | 'tracking' | 'load' | 'track'>) {
    this.#scene = scene
    this.#surface = surface
  }

  /** Comes for the first time. */
  async comes(): Promise<void> {
    await this.opens({ fresh: true })
    await this.#loads()
  }

  /** Comes to another page of the same visit. `first` is tracked by that page's very first script. */
  async returns(first?: string): Promise<void> {
    await this.opens(first === undefined ? {} : { first })
    await this.#loads()
  }

  #loads(): Promise<void> {
    return this.#scene.stage.tab.eval(this.#surface.load)
  }

  /** Opens the page without loading an SDK that does not load itself. */
  async opens(visit: { readonly first?: string; readonly fresh?: boolean } = {}): Promise<void> {
    const { tab, servers } = this.#scene.stage
    await openBare(tab, servers, { tracking: this.#surface.tracking, ...visit })
  }

  /** The page's own call. */
  tracks(name: string): Promise<void> {
    return this.#scene.stage.tab.eval(this.#surface.track, name)
  }

  /** The page's own call, until the collector has it and the panel says so. */
  async isHeard(name: string): Promise<void> {
    await this.tracks(name)
    await this.arrived(name)
    await this.#scene.panel.row(name, 'delivered')
  }

  get collector(): Collector {
    return this.#scene.stage.servers[this.#surface.vendor]
  }

  /** What arrived of this name and was answered. */
  things(name: string): readonly Thing[] {
    return this.collector
      .named(name)
      .filter(({ arrival }) => arrival.fate === 'answered')
      .map(({ thing }) => thing)
  }

  /** Waits until more of this name than `before` arrived and were answered; gives them all. */
  async arrived(name: string, before = 0): Promise<readonly Thing[]> {
    await this.collector.until(() => this.things(name).length > before, `${name} to arrive`)
    return this.things(name)
  }
}
