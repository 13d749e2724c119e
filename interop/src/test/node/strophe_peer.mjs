// What a Strophe client does against a server, over WebSocket: node strophe_peer.mjs SCENARIO.
import { DOMAIN, HTTPS_PORT, FOREIGN_CA, settings, check, within, get, run } from './network.mjs';
import { DOMParser } from '@xmldom/xmldom';
import { Strophe, $msg, $pres, $iq } from 'strophe.js';

class Peer {
  constructor(name, password, options) {
    this.name = name;
    this.password = password || name + '-pass';
    this.inbox = [];
    this.waiting = [];
    this.connection = new Strophe.Connection(`wss://${DOMAIN}:${HTTPS_PORT}/xmpp-websocket`, { protocol: 'wss', ...options });
  }

  // Returns the status that decided.
  connect() {
    const { CONNECTED, AUTHFAIL, CONNFAIL, DISCONNECTED } = Strophe.Status;
    return within(new Promise(done => this.connection.connect(`${this.name}@${DOMAIN}`, this.password, status => {
      if (status === CONNECTED) {
        this.listen();
      }
      if ([CONNECTED, AUTHFAIL, CONNFAIL, DISCONNECTED].includes(status)) {
        done(status);
      }
    })), 'signing in');
  }

  // A Strophe connection forgets its handlers when it connects again.
  listen() {
    this.connection.addHandler(message => {
      const body = message.getElementsByTagName('body')[0];
      if (body) {
        this.inbox.push(body.textContent);
        this.waiting.splice(0).forEach(one => one());
      }
      return true;
    }, null, 'message');
  }

  async start() {
    const status = await this.connect();
    check(status === Strophe.Status.CONNECTED, status);
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

  // The connection goes without a word, as on a phone that leaves the network.
  cut() {
    const gone = new Promise(done => {
      this.connection.connect_callback = status => status === Strophe.Status.DISCONNECTED && done();
    });
    this.connection._proto.socket.terminate();
    return within(gone, 'the cut');
  }

  leave() {
    return within(new Promise(done => {
      this.connection.connect_callback = status => status === Strophe.Status.DISCONNECTED && done();
      this.connection.disconnect();
    }), 'the end');
  }
}

const scenarios = {
  async signs_in() {
    const anna = await new Peer('anna').start();
    check(anna.connection.jid.startsWith(`anna@${DOMAIN}/`), anna.connection.jid);
    await anna.leave();
  },

  async signs_in_from_a_page_of_the_domain() {
    settings.origin = `https://${DOMAIN}`;
    await (await new Peer('anna').start()).leave();
  },

  async is_refused_on_a_foreign_page() {
    settings.origin = 'https://evil.example';
    const status = await new Peer('anna').connect();
    check([Strophe.Status.CONNFAIL, Strophe.Status.DISCONNECTED].includes(status), status);
  },

  async is_refused_with_a_wrong_password() {
    check(await new Peer('anna', 'wrong').connect() === Strophe.Status.AUTHFAIL);
  },

  async does_not_trust_a_foreign_authority() {
    settings.authority = FOREIGN_CA;
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

  async goes_on_over_another_websocket() {
    const anna = await new Peer('anna', undefined, { enableStreamManagement: true }).start();
    const berta = await new Peer('berta').start();
    const address = anna.connection.jid;
    await anna.cut();
    for (let i = 0; i < 20; i++) {
      berta.say('anna', `meanwhile ${i}`);
    }
    await berta.ask($iq({ type: 'get', to: DOMAIN }).c('ping', { xmlns: 'urn:xmpp:ping' }));
    check(await anna.connect() === Strophe.Status.CONNECTED);
    check(anna.connection.sm.resumed && anna.connection.jid === address, anna.connection.jid);
    for (let i = 0; i < 20; i++) {
      const seen = await anna.received();
      check(seen === `meanwhile ${i}`, `${seen} instead of message ${i}`);
    }
    await anna.leave();
    await berta.leave();
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
    const address = `wss://${DOMAIN}:${HTTPS_PORT}/xmpp-websocket`;
    const json = await get('/.well-known/host-meta.json');
    const links = JSON.parse(json.text).links.filter(one => one.rel === 'urn:xmpp:alt-connections:websocket');
    check(json.headers['access-control-allow-origin'] === '*' && links[0].href === address, json.text);
    const xml = new DOMParser().parseFromString((await get('/.well-known/host-meta')).text, 'text/xml');
    check(xml.getElementsByTagName('Link')[0].getAttribute('href') === address);
  },
};

run(scenarios);
