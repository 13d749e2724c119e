// What a Strophe client does against a server, over WebSocket: node strophe_peer.js SCENARIO; settings come by the
// environment. Ends with 0 when the scenario went as its name says.
'use strict';
const fs = require('fs');
const https = require('https');
const Socket = require('ws');
const dom = require('@xmldom/xmldom');

const DOMAIN = process.env.DOMAIN;
const HOST = process.env.HOST;
const PORT = process.env.HTTPS_PORT;
const MILLIS = 30000;

// The domain is in no DNS; the certificate is verified for it all the same.
const network = authority => ({
  ca: fs.readFileSync(authority),
  lookup: (name, options, done) => options.all
    ? done(null, [{ address: HOST, family: 4 }])
    : done(null, HOST, 4),
});

let settings = {};

// What Strophe expects of a browser.
global.window = global;
global.DOMParser = dom.DOMParser;
global.document = new dom.DOMImplementation().createDocument(null, 'html', null);
global.document.implementation = new dom.DOMImplementation();
global.WebSocket = class extends Socket {
  constructor(url, protocol) {
    super(url, protocol, { ...network(settings.authority || process.env.CA), origin: settings.origin });
  }
};
const { Strophe, $msg, $pres, $iq } = require('/usr/share/javascript/strophe/strophe.js');

function check(right, what) {
  if (!right) {
    throw new Error(String(what));
  }
}

function within(promise, what) {
  return Promise.race([promise, new Promise((_, no) => setTimeout(() => no(new Error('too late: ' + what)), MILLIS))]);
}

class Peer {
  constructor(name, password) {
    this.name = name;
    this.password = password || name + '-pass';
    this.inbox = [];
    this.waiting = [];
    this.connection = new Strophe.Connection(`wss://${DOMAIN}:${PORT}/xmpp-websocket`, { protocol: 'wss' });
  }

  // Returns the status that decided.
  connect() {
    const { CONNECTED, AUTHFAIL, CONNFAIL, DISCONNECTED } = Strophe.Status;
    return within(new Promise(done => this.connection.connect(`${this.name}@${DOMAIN}`, this.password, status => {
      if ([CONNECTED, AUTHFAIL, CONNFAIL, DISCONNECTED].includes(status)) {
        done(status);
      }
    })), 'signing in');
  }

  async start() {
    const status = await this.connect();
    check(status === Strophe.Status.CONNECTED, status);
    this.connection.addHandler(message => {
      const body = message.getElementsByTagName('body')[0];
      if (body) {
        this.inbox.push(body.textContent);
        this.waiting.splice(0).forEach(one => one());
      }
      return true;
    }, null, 'message');
    this.connection.send($pres());
    await this.ask($iq({ type: 'get', to: DOMAIN }).c('ping', { xmlns: 'urn:xmpp:ping' }));
    return this;
  }

  say(name, text) {
    this.connection.send($msg({ to: `${name}@${DOMAIN}`, type: 'chat' }).c('body').t(text));
  }

  async received() {
    while (this.inbox.length === 0) {
      await within(new Promise(done => this.waiting.push(done)), 'a message');
    }
    return this.inbox.shift();
  }

  ask(stanza) {
    return within(new Promise((yes, no) => this.connection.sendIQ(stanza, yes, no)), 'an answer');
  }

  leave() {
    return within(new Promise(done => {
      this.connection.connect_callback = status => status === Strophe.Status.DISCONNECTED && done();
      this.connection.disconnect();
    }), 'the end');
  }
}

function get(path) {
  return within(new Promise((yes, no) => https.get(
    { ...network(process.env.CA), host: DOMAIN, port: PORT, path },
    answer => {
      let text = '';
      answer.on('data', part => text += part);
      answer.on('end', () => yes({ status: answer.statusCode, text, headers: answer.headers }));
    }).on('error', no)), path);
}

const scenarios = {
  async signs_in() {
    const anna = await new Peer('anna').start();
    check(anna.connection.jid.startsWith(`anna@${DOMAIN}/`), anna.connection.jid);
    await anna.leave();
  },

  async signs_in_from_a_page_of_the_domain() {
    settings = { origin: `https://${DOMAIN}` };
    await (await new Peer('anna').start()).leave();
  },

  async is_refused_on_a_foreign_page() {
    settings = { origin: 'https://evil.example' };
    const status = await new Peer('anna').connect();
    check([Strophe.Status.CONNFAIL, Strophe.Status.DISCONNECTED].includes(status), status);
  },

  async is_refused_with_a_wrong_password() {
    check(await new Peer('anna', 'wrong').connect() === Strophe.Status.AUTHFAIL);
  },

  async does_not_trust_a_foreign_authority() {
    settings = { authority: process.env.FOREIGN_CA };
    const status = await new Peer('anna').connect();
    check([Strophe.Status.CONNFAIL, Strophe.Status.DISCONNECTED].includes(status), status);
  },

  async chats_both_ways() {
    const anna = await new Peer('anna').start();
    const berta = await new Peer('berta').start();
    const text = 'h\u00fc <b>&amp;</b> \u4f60 \ud83d\ude00 "\'';
    for (let i = 0; i < 50; i++) {
      anna.say('berta', `${i} ${text}`);
    }
    for (let i = 0; i < 50; i++) {
      check(await berta.received() === `${i} ${text}`, i);
    }
    berta.say('anna', 'x'.repeat(200000));
    check((await anna.received()).length === 200000);
    await anna.leave();
    await berta.leave();
  },

  async receives_offline_messages() {
    const anna = await new Peer('anna').start();
    anna.say('clara', 'while you were away');
    await anna.ask($iq({ type: 'get', to: DOMAIN }).c('ping', { xmlns: 'urn:xmpp:ping' }));
    const clara = await new Peer('clara').start();
    check(await clara.received() === 'while you were away');
    await anna.leave();
    await clara.leave();
  },

  async manages_its_roster() {
    const dora = await new Peer('dora').start();
    const roster = { xmlns: 'jabber:iq:roster' };
    await dora.ask($iq({ type: 'set' }).c('query', roster).c('item', { jid: `emma@${DOMAIN}`, name: 'Emma' }));
    const answer = await dora.ask($iq({ type: 'get' }).c('query', roster));
    check(answer.getElementsByTagName('item')[0].getAttribute('name') === 'Emma');
    await dora.leave();
  },

  async finds_the_websocket_by_host_meta() {
    const address = `wss://${DOMAIN}:${PORT}/xmpp-websocket`;
    const json = await get('/.well-known/host-meta.json');
    const links = JSON.parse(json.text).links.filter(one => one.rel === 'urn:xmpp:alt-connections:websocket');
    check(json.headers['access-control-allow-origin'] === '*' && links[0].href === address, json.text);
    const xml = new dom.DOMParser().parseFromString((await get('/.well-known/host-meta')).text, 'text/xml');
    check(xml.getElementsByTagName('Link')[0].getAttribute('href') === address);
  },
};

scenarios[process.argv[2]]().then(() => process.exit(0), fault => {
  console.error(fault);
  process.exit(1);
});
