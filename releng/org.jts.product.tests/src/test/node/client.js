// A program that knows nothing of a JTS server but its address, and learns the rest by reflection: which services there
// are, what they take and what they give. Prints what it saw as one JSON object; fails with the reason.
'use strict';

const assert = require('node:assert');
const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const [address, token] = process.argv.slice(2);
const LIMIT_MILLIS = 20000;
const OPTIONS = {longs: String, enums: String, defaults: true};

function metadata() {
  const headers = new grpc.Metadata();
  if (token) {
    headers.set('authorization', `Bearer ${token}`);
  }
  return headers;
}

function deadline() {
  return {deadline: Date.now() + LIMIT_MILLIS};
}

/** The bytes of a FileDescriptorSet: each file is field 1, with its length before it. */
function descriptorSet(files) {
  const parts = [];
  for (const file of files) {
    const head = [0x0a];
    let length = file.length;
    while (length > 0x7f) {
      head.push((length & 0x7f) | 0x80);
      length >>>= 7;
    }
    head.push(length);
    parts.push(Buffer.from(head), file);
  }
  return Buffer.concat(parts);
}

/** Asks the reflection of the server, one question after the other. */
async function reflect() {
  const folder = path.join(path.dirname(require.resolve('@grpc/reflection/package.json')), 'build', 'proto');
  const known = grpc.loadPackageDefinition(loader.loadSync('grpc/reflection/v1/reflection.proto',
      {includeDirs: [folder]}));
  const client = new known.grpc.reflection.v1.ServerReflection(address, grpc.credentials.createInsecure());
  const stream = client.serverReflectionInfo(metadata(), deadline());
  const answers = stream[Symbol.asyncIterator]();
  const ask = async question => {
    stream.write(question);
    const {value} = await answers.next();
    assert.ok(value && !value.errorResponse, `expected an answer, found ${JSON.stringify(value)}`);
    return value;
  };
  const services = (await ask({listServices: '*'})).listServicesResponse.service.map(s => s.name);
  const files = new Map();
  for (const service of services.filter(name => name.startsWith('jts.'))) {
    const answer = await ask({fileContainingSymbol: service});
    answer.fileDescriptorResponse.fileDescriptorProto.forEach(file => files.set(file.toString('base64'), file));
  }
  stream.end();
  client.close();
  return {services, files: [...files.values()]};
}

function call(client, name, request) {
  return new Promise((resolve, reject) => client[name](request, metadata(), deadline(),
      (error, answer) => error ? reject(error) : resolve(answer)));
}

/** The first messages of a stream, which is then cancelled. */
function first(count, stream) {
  return new Promise((resolve, reject) => {
    const messages = [];
    stream.on('data', message => {
      if (messages.push(message) === count) {
        resolve(messages);
        stream.cancel();
      }
    });
    stream.on('error', error => messages.length >= count ? undefined : reject(error));
  });
}

async function main() {
  const {services, files} = await reflect();
  const jts = grpc.loadPackageDefinition(loader.loadFileDescriptorSetFromBuffer(descriptorSet(files), OPTIONS)).jts;
  const credentials = grpc.credentials.createInsecure();
  const market = new jts.market.MarketDataService(address, credentials);
  const trading = new jts.trading.TradingService(address, credentials);
  const gateway = new jts.gateway.GatewayService(address, credentials);

  const {brokers} = await call(gateway, 'GetBrokers', {});
  const brokerId = brokers[0].id;
  const {accounts} = await call(gateway, 'GetAccounts', {broker_id: brokerId});
  const accountId = accounts.find(account => account.is_default).account_id;
  const {symbols} = await call(market, 'GetSymbols', {broker_id: brokerId});
  const symbol = 'KRX:005930';
  const quotes = await first(3, market.StreamQuotes({broker_id: brokerId, symbols: [symbol]}, metadata(), deadline()));
  const bought = {broker_id: brokerId, account_id: accountId, symbol_code: symbol, side: 'ORDER_SIDE_BUY',
    order_type: 'ORDER_TYPE_MARKET', quantity: '3', client_order_id: 'foreign-1'};
  const order = await call(trading, 'PlaceOrder', bought);
  assert.strictEqual(order.result, 'ORDER_RESULT_ACCEPTED', JSON.stringify(order));
  const again = await call(trading, 'PlaceOrder', bought);
  assert.strictEqual(again.reject_reason, 'REJECT_REASON_DUPLICATE', JSON.stringify(again));
  const candles = await new Promise((resolve, reject) => {
    const all = [];
    market.GetCandles({broker_id: brokerId, symbol, timeframe: '1d', start_time: '2020-01-01T00:00:00Z',
      end_time: new Date().toISOString(), limit: 50}, metadata(), deadline())
        .on('data', candle => all.push(candle)).on('error', reject).on('end', () => resolve(all));
  });
  const {positions} = await call(trading, 'GetPositions', {broker_id: brokerId, account_id: accountId});
  const wrong = await call(market, 'GetQuote', {broker_id: brokerId, symbol: 'NOSUCH'}).catch(error => error);
  console.log(JSON.stringify({services, brokerId, accountId, symbols: symbols.length,
    prices: quotes.map(quote => quote.price), candles: candles.length, order: order.order_id,
    held: positions.find(position => position.symbol_code === symbol)?.quantity, wrong: wrong.code}));
  [market, trading, gateway].forEach(client => client.close());
}

main().catch(error => {
  console.error(error.stack || String(error));
  process.exitCode = 1;
});
