// The network as the tests have it: the domain is in no DNS and resolves to HOST; one authority is trusted and no other;
// pages have the origin that a scenario says. Settings come by the environment.
import dns from 'node:dns';
import fs from 'node:fs';
import https from 'node:https';
import tls from 'node:tls';
import { webcrypto } from 'node:crypto';

export const { DOMAIN, HOST, PORT, TLS_PORT, HTTPS_PORT, CA, FOREIGN_CA } = process.env;

/** What a scenario may change before it connects. */
export const settings = { authority: CA, origin: undefined };

const MILLIS = 30000;

// Node 18 has it, and calls it experimental.
globalThis.crypto ??= webcrypto;

const lookup = dns.lookup;
dns.lookup = (name, options, done) => {
  const [wish, answer] = typeof options === 'function' ? [{}, options] : [options, done];
  if (name !== DOMAIN) {
    lookup(name, wish, answer);
  } else if (wish.all) {
    process.nextTick(answer, null, [{ address: HOST, family: 4 }]);
  } else {
    process.nextTick(answer, null, HOST, 4);
  }
};

const connect = tls.connect;
tls.connect = (...given) => {
  const at = given.findIndex(one => one !== null && typeof one === 'object');
  const options = { ...given[at], ca: fs.readFileSync(settings.authority) };
  return connect(...given.slice(0, at), options, ...given.slice(at + 1));
};

const request = https.request;
https.request = (options, ...more) => request(
  settings.origin ? { ...options, headers: { ...options.headers, Origin: settings.origin } } : options, ...more);

/** Fails with what was seen when something is not right. */
export function check(right, what) {
  if (!right) {
    throw new Error(String(what));
  }
}

/** Waits for something, at most half a minute. */
export function within(promise, what) {
  return Promise.race([promise, new Promise((_, no) => setTimeout(() => no(new Error('too late: ' + what)), MILLIS))]);
}

/** Gets a resource of the server's own site. */
export function get(path) {
  return within(new Promise((yes, no) => https.get(
    { host: DOMAIN, port: HTTPS_PORT, path },
    answer => {
      let text = '';
      answer.on('data', part => text += part);
      answer.on('end', () => yes({ status: answer.statusCode, text, headers: answer.headers }));
    }).on('error', no)), path);
}

/** Runs the scenario that the command line names; the exit code says whether it went as its name says. */
export function run(scenarios) {
  scenarios[process.argv[2]]().then(() => process.exit(0), fault => {
    console.error(fault);
    process.exit(1);
  });
}
