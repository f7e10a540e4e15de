import { artifactTables } from './tables/artifact-tables.ts';
import type { SqlFlavour } from './tables/flavour.ts';
import { liveTables } from './tables/live-tables.ts';
import { machineTables } from './tables/machine-tables.ts';
import { parcelTables } from './tables/parcel-tables.ts';
import { rungTables } from './tables/rung-tables.ts';

export type { SqlFlavour } from './tables/flavour.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  statements(flavour: SqlFlavour): readonly string[];
}

/** Numbered from 1 without gaps. A released migration is never edited: a change is a new migration at the end. */
export const migrations: readonly Migration[] = [
  { number: 1, name: 'studies and trials', statements: first },
  { number: 2, name: 'ensembles', statements: second },
  { number: 3, name: 'derived trials', statements: third },
  { number: 4, name: 'pipelines', statements: fourth },
  { number: 5, name: 'students', statements: fifth },
  { number: 6, name: 'waiting trials in order', statements: sixth },
  { number: 7, name: 'folds', statements: seventh },
  { number: 8, name: 'standard errors', statements: eighth },
  { number: 9, name: 'baselines', statements: ninth },
  { number: 10, name: 'rungs', statements: rungTables },
  { number: 11, name: 'trials out of time', statements: eleventh },
  { number: 12, name: 'constraints', statements: twelfth },
  { number: 13, name: 'outcomes of older versions', statements: thirteenth },
  { number: 14, name: 'trainings', statements: fourteenth },
  { number: 15, name: 'several machines', statements: machineTables },
  { number: 16, name: 'parcels', statements: parcelTables },
  { number: 17, name: 'artifacts', statements: artifactTables },
  { number: 18, name: 'changes and requests', statements: liveTables },
];

function first(flavour: SqlFlavour): readonly string[] {
  return [studies(flavour), trials, epochs, weights(flavour), ...trialIndexes];
}

const studies = (flavour: SqlFlavour) => `create table studies (
  id ${flavour.identity},
  name text not null unique,
  spec text not null,
  directory text not null,
  backend text not null,
  backend_timings text not null,
  versions text not null,
  data_fingerprint text not null,
  created_at text not null default ${flavour.utcNow},
  runner text
)`;

const trials = `create table trials (
  study_id integer not null references studies (id) on delete cascade,
  number integer not null,
  state text not null check (state in ('waiting', 'running', 'complete', 'pruned', 'failed')),
  attempt integer not null default 0,
  config text not null,
  value double precision,
  metrics text not null default '{}',
  best_epoch integer,
  epochs integer,
  parameters integer,
  seconds double precision,
  backend text,
  failure text,
  primary key (study_id, number),
  check ((value is not null) = (state in ('complete', 'pruned'))),
  check ((failure is not null) = (state = 'failed'))
)`;

const epochs = `create table epochs (
  study_id integer not null,
  trial integer not null,
  history text not null,
  primary key (study_id, trial),
  foreign key (study_id, trial) references trials (study_id, number) on delete cascade
)`;

const weights = (flavour: SqlFlavour) => `create table weights (
  study_id integer not null,
  trial integer not null,
  weights ${flavour.bytes} not null,
  primary key (study_id, trial),
  foreign key (study_id, trial) references trials (study_id, number) on delete cascade
)`;

/** Two indexes, since no single one reads values downwards and, among equal ones, numbers upwards. */
const trialIndexes = [
  `create index trials_lowest_first on trials (study_id, value, number)
   where state = 'complete' and value is not null`,
  `create index trials_highest_first on trials (study_id, value desc, number)
   where state = 'complete' and value is not null`,
  'create index trials_by_state on trials (study_id, state)',
];

function second(flavour: SqlFlavour): readonly string[] {
  return [ensembles(flavour), ensembleMembers, membersByTrial];
}

const ensembles = (flavour: SqlFlavour) => `create table ensembles (
  id ${flavour.identity},
  study_id integer not null references studies (id) on delete cascade,
  name text not null,
  method text not null,
  members text not null,
  temperature double precision,
  report text not null,
  created_at text not null default ${flavour.utcNow},
  unique (study_id, name)
)`;

/** The trials of `members` again, in a form that a query can join: whose weights does an ensemble need? */
const ensembleMembers = `create table ensemble_members (
  ensemble_id integer not null references ensembles (id) on delete cascade,
  study_id integer not null,
  trial integer not null,
  primary key (ensemble_id, trial),
  foreign key (study_id, trial) references trials (study_id, number) on delete cascade
)`;

const membersByTrial = 'create index ensemble_members_by_trial on ensemble_members (study_id, trial)';

function third(flavour: SqlFlavour): readonly string[] {
  return [
    'alter table trials add column draw integer',
    'alter table trials add column parent integer',
    `alter table trials add column origin text not null default 'sampled'
     check (origin in ('sampled', 'continued', 'student', 'rerun', 'imported'))`,
    // Until this migration each trial had the number of its draw.
    'update trials set draw = number',
    'create unique index trials_by_draw on trials (study_id, draw) where draw is not null',
    `create index trials_derived on trials (study_id, number) where origin <> 'sampled'`,
    `alter table weights add column optimizer ${flavour.bytes}`,
  ];
}

/** The preprocessing of a study's data; null for older studies. */
function fourth(): readonly string[] {
  return ['alter table studies add column pipeline text'];
}

/** The teacher of a student; null for other trials. */
function fifth(): readonly string[] {
  return ['alter table trials add column teacher text'];
}

/** The queue of a search, which may be a few trials in a million. */
function sixth(): readonly string[] {
  return [`create index trials_waiting on trials (study_id, draw) where state = 'waiting'`];
}

/** The folds that an interrupted trial has completed. */
function seventh(flavour: SqlFlavour): readonly string[] {
  return [
    `create table folds (
  study_id integer not null,
  trial integer not null,
  fold integer not null,
  outcome text not null,
  history text not null,
  seconds double precision not null,
  weights ${flavour.bytes} not null,
  optimizer ${flavour.bytes},
  primary key (study_id, trial, fold),
  foreign key (study_id, trial) references trials (study_id, number) on delete cascade
)`,
  ];
}

/** The uncertainty of values, and what it is measured from. */
function eighth(flavour: SqlFlavour): readonly string[] {
  return [
    'alter table trials add column standard_error double precision',
    `alter table weights add column contributions ${flavour.bytes}`,
  ];
}

/** The simple models of a study's table, as JSON; null where there are none. */
function ninth(): readonly string[] {
  return ['alter table studies add column baselines text'];
}

/** 1 for a trial that ended because its seconds were over; null for others. */
function eleventh(): readonly string[] {
  return [
    'alter table trials add column out_of_time integer',
    'create index trials_out_of_time on trials (study_id) where out_of_time = 1',
  ];
}

/** Trials that break a constraint rank below all others. */
function twelfth(): readonly string[] {
  return [
    'alter table trials add column infeasible integer not null default 0',
    'drop index trials_lowest_first',
    'drop index trials_highest_first',
    `create index trials_lowest_first on trials (study_id, infeasible, value, number)
     where state = 'complete' and value is not null`,
    `create index trials_highest_first on trials (study_id, infeasible, value desc, number)
     where state = 'complete' and value is not null`,
  ];
}

/** 1 for a trial that ended while its study had a pruner of an older version, whose verdicts stay; null for others. */
function thirteenth(): readonly string[] {
  return [
    'alter table trials add column is_older integer',
    `update trials set is_older = 1
     where state in ('complete', 'pruned', 'failed') and origin = 'sampled'
     and study_id in (select id from studies where spec like '%"pruner":"median"%')`,
  ];
}

/** The values of trainings that are no trials, such as those of an ablation; the key says what was trained. */
function fourteenth(): readonly string[] {
  return [
    `create table trainings (
  study_id integer not null,
  trial integer not null,
  key text not null,
  value double precision not null,
  primary key (study_id, trial, key),
  foreign key (study_id, trial) references trials (study_id, number) on delete cascade
)`,
  ];
}
