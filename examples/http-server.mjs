// A web server on ./hpsearch.db, or $HPSEARCH_DB: node http-server.mjs [port]
//   curl 'localhost:8080/top?k=3'
//   curl -d '[{"sepalLength":5.1,"petalWidth":0.2}]' 'localhost:8080/predict?model=greedy'
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import * as hpsearch from 'hpsearch/actions';

const actions = {
  top: (given) => hpsearch.top(hpsearch.readOptions(hpsearch.topOptions, given)),
  show: (given) => hpsearch.show(hpsearch.readOptions(hpsearch.showOptions, given)),
  predict: (given) => hpsearch.predict(hpsearch.readOptions(hpsearch.predictOptions, given)),
};

/** How the text of each option of a query is read. A path would reach files of the server, in a model or in the body. */
const readers = { k: Number, trial: Number, study: String, model: (text) => text.replaceAll(/[/\\]/g, ' ') };

async function optionsOf(request, searchParams) {
  const unknown = [...searchParams.keys()].find((key) => !Object.hasOwn(readers, key));
  if (unknown !== undefined) throw new SyntaxError(`there is no option '${unknown}'`);
  const query = [...searchParams].map(([key, value]) => [key, readers[key](value)]);
  if (request.method !== 'POST') return Object.fromEntries(query);
  const input = await json(request);
  if (!Array.isArray(input)) throw new SyntaxError('the body must be a list of rows');
  return { ...Object.fromEntries(query), input };
}

const server = createServer(async (request, response) => {
  const answer = (status, value) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  try {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const name = pathname.slice(1);
    if (!Object.hasOwn(actions, name)) return answer(404, { error: `there is no action '${name}'` });
    answer(200, await actions[name](await optionsOf(request, searchParams)));
  } catch (error) {
    const isOfCaller = error instanceof hpsearch.HpsearchError || error instanceof SyntaxError;
    answer(isOfCaller ? 400 : 500, { error: isOfCaller ? error.message : 'internal error' });
  }
});

server.listen(Number(process.argv[2] ?? 8080), () => console.log(`port ${server.address().port}`));
