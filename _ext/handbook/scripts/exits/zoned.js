// @ts-check
"use strict";

/*
 * Days and moments in words, as a clock of a zone shows them: what leaves the browser names the
 * zone, and is the same whoever looks at it.
 */
((handbook) => {
  const UTC = "UTC";

  /** @type {Intl.DateTimeFormatOptions} */
  const PARTS = {
    year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
    hourCycle: "h23",
  }; // prettier-ignore

  /** @type {(zone: string) => { zone: string, format: Intl.DateTimeFormat }} UTC where there is no such zone */
  const clock = (zone) => {
    const timeZone = zone || UTC;
    try {
      return { zone: timeZone, format: new Intl.DateTimeFormat("en-GB", { ...PARTS, timeZone }) };
    } catch {
      return clock(UTC);
    }
  };

  /**
   * @param {Intl.DateTimeFormat} format
   * @param {number} time
   */
  const shown = (format, time) => {
    const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
    /** @type {(part: string, length?: number) => string} */
    const digits = (part, length = 2) => parts[part].padStart(length, "0");
    return {
      date: `${digits("year", 4)}-${digits("month")}-${digits("day")}`,
      hour: `${digits("hour")}:${digits("minute")}`,
    };
  };

  /**
   * @param {string} zone "Europe/Berlin"
   * @returns {Handbook.Times}
   */
  const of = (zone) => {
    const { zone: known, format } = clock(zone);
    const { day } = handbook.text;
    /** @param {Handbook.Moment} at */
    const moment = (at) => {
      const time = Date.parse(at);
      if (Number.isNaN(time)) return "";
      const { date, hour } = shown(format, time);
      return `${day(date)}, ${hour}`;
    };
    return {
      zone: known,
      moment,
      day,
      when: ({ at, by }) => moment(at) + (by ? `, by ${handbook.inert.plain(by)}` : ""),
      wait: ({ on, until }) => {
        const what = handbook.inert.plain(on);
        if (!until) return what;
        return `${what} until ${until.length > 10 ? moment(until) : day(until)}`;
      },
      dayOf: (time) => shown(format, time).date,
    };
  };

  handbook.zoned = { of };
  if (typeof document === "undefined") module.exports = handbook.zoned;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
