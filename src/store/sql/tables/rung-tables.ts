import type { SqlFlavour } from './flavour.ts';

/** The results of trials at the rungs of a scheduler, and the states of trials that may resume. */
export function rungTables(flavour: SqlFlavour): readonly string[] {
  return [
    `create table rungs (
  study_id integer not null,
  trial integer not null,
  rung integer not null,
  epochs integer not null,
  value double precision,
  primary key (study_id, trial, rung),
  foreign key (study_id, trial) references trials (study_id, number) on delete cascade
)`,
    `create table parked (
  study_id integer not null,
  trial integer not null,
  state ${flavour.bytes} not null,
  seconds double precision not null,
  primary key (study_id, trial),
  foreign key (study_id, trial) references trials (study_id, number) on delete cascade
)`,
  ];
}
