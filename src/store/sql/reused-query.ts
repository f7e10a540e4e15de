import type { Compilable, CompiledQuery, QueryResult } from 'kysely';
import type { Database } from './schema.ts';

/** A value that is given when the statement runs. */
class Place {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/**
 * A statement that is built and compiled once for each database and set of given names, and run with other values each
 * time: building one takes longer than running it. No other property of a value may change its text.
 */
export function reusedQuery<Given extends object, Row>(
  build: (database: Database, given: Given) => Compilable<Row>,
): (database: Database, given: Given) => Promise<QueryResult<Row>> {
  const known = new WeakMap<object, Map<string, CompiledQuery<Row>>>();
  return (database, given) => {
    // The same for a database and all transactions on it.
    const { adapter } = database.getExecutor();
    const ofDatabase = known.get(adapter) ?? new Map<string, CompiledQuery<Row>>();
    known.set(adapter, ofDatabase);
    const names = Object.keys(given);
    const key = names.join();
    const places = () => Object.fromEntries(names.map((name) => [name, new Place(name)])) as Given;
    const query = ofDatabase.get(key) ?? build(database, places()).compile();
    ofDatabase.set(key, query);
    const parameters = query.parameters.map((value) =>
      value instanceof Place ? given[value.name as keyof Given] : value,
    );
    return database.executeQuery({ ...query, parameters });
  };
}
