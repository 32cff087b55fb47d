// Chance from a seed: the same seed makes the same reports and deals the same blows. What meets what in time is the
// machine's own, so a seed repeats a plan and not a run.

export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** At least nought, less than one. Mulberry32. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A generator of its own, so that two who draw at once do not take each other's numbers. */
  fork() {
    return new Random(this.whole(0, 2 ** 32 - 1));
  }

  /** From `least` to `most`, both of them possible. */
  whole(least, most) {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  happens(share) {
    return this.next() < share;
  }

  one(of) {
    return of[this.whole(0, of.length - 1)];
  }

  shuffled(all) {
    const left = [...all];
    return all.map(() => left.splice(this.whole(0, left.length - 1), 1)[0]);
  }

  uuid() {
    const digits = Array.from({ length: 32 }, () => this.whole(0, 15).toString(16));
    digits[12] = "4";
    digits[16] = this.one("89ab");
    return digits.join("").replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  /** What a rep might type: any script, any sign, a line or a page. `mark` is in it, so no two are the same. */
  words(mark) {
    const some = Array.from({ length: this.whole(1, 12) }, () => this.one(SAYINGS));
    const all = `${mark}: ${some.join(" ")}`;
    return this.happens(0.03) ? `${all}\n${"More of it. ".repeat(this.whole(20, 200))}`.trim() : all;
  }
}

const SAYINGS = [
  "too much", "next year, they say", "\"not without SSO\"", "it's 'fine'; DROP TABLE reports; --", "<b>no</b> & <script>", "Größe, naïve, œuvre",
  "太贵了", "غالي جدا", "👩🏽‍💻🤝", "first line\nsecond line", "100 % \\u0000 \\n", "\t tabs \t", "ﬁ e\u0301 \u200d", "{\"revision\":9}",
];
