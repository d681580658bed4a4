import type { TextDetector, TextRule } from '../../definition.ts';
import { isDummyToken } from './dummy.ts';
import { secretDefinition } from './kind.ts';
import { alnum, hex, urlSafe } from './samples.ts';

// Forms without any word of their own. They are found by the rarest thing in them, in texts that have a long run of
// base64 or hex characters at all.

const TOKEN_PART = /^[A-Za-z0-9_-]+$/;
const DISCORD_ID = /(?<![A-Za-z0-9_-])[MNO][A-Za-z0-9_-]{23,25}$/;
const DISCORD_HMAC = /^[A-Za-z0-9_-]{27,38}(?![A-Za-z0-9_-])/;
const TIMESTAMP_LENGTH = 6;
const LONGEST_ID = 30;
const LONGEST_HMAC = 40;

/** Three parts with dots between: base64 of the bot's id, of the time, and a signature. */
const discordToken: TextRule = (text, report) => {
  for (let dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
    const second = dot + 1 + TIMESTAMP_LENGTH;
    if (text.charCodeAt(second) !== 46 || !TOKEN_PART.test(text.slice(dot + 1, second))) continue;
    const id = DISCORD_ID.exec(text.slice(Math.max(0, dot - LONGEST_ID), dot));
    const hmac = DISCORD_HMAC.exec(text.slice(second + 1, second + 1 + LONGEST_HMAC));
    if (!id || !hmac) continue;
    const start = dot - id[0].length;
    const end = second + 1 + hmac[0].length;
    if (!isDummyToken(text.slice(start, end))) report(start, end);
  }
};

const AIRTABLE_ID = /(?<![A-Za-z0-9_])pat[A-Za-z0-9]{14}$/;
const AIRTABLE_SECRET = /^[0-9a-f]{64}(?![A-Za-z0-9_])/;
const AIRTABLE_ID_LENGTH = 17;
const AIRTABLE_SECRET_LENGTH = 64;

const airtableToken: TextRule = (text, report) => {
  for (let dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
    const start = dot - AIRTABLE_ID_LENGTH;
    if (start < 0 || text.charCodeAt(start) !== 112 || text.charCodeAt(start + 1) !== 97) continue;
    const end = dot + 1 + AIRTABLE_SECRET_LENGTH;
    if (!AIRTABLE_ID.test(text.slice(Math.max(0, start - 1), dot))) continue;
    if (AIRTABLE_SECRET.test(text.slice(dot + 1, end + 1))) report(start, end);
  }
};

const TWILIO_KEY = /^SK[0-9a-f]{32}(?![A-Za-z0-9_])/;
const TWILIO_LENGTH = 34;

const twilioKey: TextRule = (text, report) => {
  for (let at = text.indexOf('SK'); at >= 0; at = text.indexOf('SK', at + 1)) {
    if (at > 0 && /[A-Za-z0-9]/.test(text[at - 1] ?? '')) continue;
    const token = text.slice(at, at + TWILIO_LENGTH);
    if (TWILIO_KEY.test(text.slice(at, at + TWILIO_LENGTH + 1)) && !isDummyToken(token)) {
      report(at, at + TWILIO_LENGTH);
    }
  }
};

const ZEROES = 'A'.repeat(16);
const TWITTER_TOKEN = /^A{16,24}[A-Za-z0-9%]{80,110}(?![A-Za-z0-9%])/;
const TWITTER_LONGEST = 136;

/** A Twitter bearer token begins with bytes of zero. */
const twitterToken: TextRule = (text, report) => {
  for (let at = text.indexOf(ZEROES); at >= 0;) {
    let end = at + ZEROES.length;
    while (text.charCodeAt(end) === 65) end++;
    const token = TWITTER_TOKEN.exec(text.slice(at, at + TWITTER_LONGEST))?.[0];
    const isInside = /[A-Za-z0-9+/]/.test(text[at - 1] ?? '');
    if (token !== undefined && !isInside && !isDummyToken(token)) report(at, at + token.length);
    at = text.indexOf(ZEROES, end);
  }
};

/** Secrets that no keyword gives away. */
export const BARE_SECRETS: readonly TextDetector[] = [
  {
    definition: {
      ...secretDefinition({
        id: 'discord-bot-token',
        title: 'Discord bot token',
        keywords: [],
        window: { before: 0, after: 0 },
        match: [`M${alnum(25)}.${alnum(6)}.${urlSafe(38)}`],
        noMatch: [`M${alnum(20)}.${alnum(6)}.${urlSafe(38)}`, `M${alnum(25)}.${alnum(5)}.${urlSafe(38)}`],
      }),
      traits: ['long-run'],
    },
    text: discordToken,
  },
  {
    definition: {
      ...secretDefinition({
        id: 'airtable-token',
        title: 'Airtable personal access token',
        keywords: [],
        window: { before: 0, after: 0 },
        match: [`pat${alnum(14)}.${hex(64)}`],
        noMatch: [`pat${alnum(14)}.${hex(60)}`, 'pattern.test(value)'],
      }),
      traits: ['long-run'],
    },
    text: airtableToken,
  },
  {
    definition: {
      ...secretDefinition({
        id: 'twilio-api-key',
        title: 'Twilio API key',
        keywords: [],
        window: { before: 0, after: 0 },
        match: [`SK${hex(32)}`],
        noMatch: [`sk${hex(32)}`, `TASK${hex(32)}`],
      }),
      traits: ['long-run'],
    },
    text: twilioKey,
  },
  {
    definition: {
      ...secretDefinition({
        id: 'twitter-bearer-token',
        title: 'Twitter bearer token',
        keywords: [],
        window: { before: 0, after: 0 },
        match: [`AAAAAAAAAAAAAAAAAAAAAB${alnum(30)}%2F${alnum(50)}`],
        noMatch: ['A'.repeat(100)],
      }),
      traits: ['long-run'],
    },
    text: twitterToken,
  },
];
