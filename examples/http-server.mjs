// A web server on ./hpsearch.db, or $HPSEARCH_DB: node http-server.mjs [port]
//   curl 'localhost:8080/top?k=3'
//   curl 'localhost:8080/show?trial=17'
//   curl -d '[{"sepalLength":5.1,"petalWidth":0.2}]' 'localhost:8080/predict?model=greedy'
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import * as hpsearch from 'hpsearch/actions';

const actions = {
  top: (given) => hpsearch.top(hpsearch.readOptions(hpsearch.topOptions, given)),
  show: (given) => hpsearch.show(hpsearch.readOptions(hpsearch.showOptions, given)),
  predict: (given) => hpsearch.predict(hpsearch.readOptions(hpsearch.predictOptions, given)),
};

/** What a query may say, and how its text is read: no paths, which would reach files of the server. */
const readers = { k: Number, trial: Number, study: String, model: String };

async function optionsOf(request, searchParams) {
  const query = [...searchParams].map(([key, value]) => [key, readers[key]?.(value)]);
  return { ...Object.fromEntries(query), ...(request.method === 'POST' && { input: await json(request) }) };
}

const server = createServer(async (request, response) => {
  const answer = (status, value) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
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
