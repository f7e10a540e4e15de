/** Leases that end by time, and the workers of other machines with the trials that they train. */
export function machineTables(): readonly string[] {
  return [
    'alter table studies add column lease integer not null default 0',
    'alter table studies add column runner_seen_at double precision',
    `create table workers (
  id text primary key,
  host text not null,
  process_id integer not null,
  slots integer not null,
  software text not null,
  heartbeat_seconds double precision not null,
  joined_at double precision not null,
  seen_at double precision not null
)`,
    `create table claimed_jobs (
  study_id integer not null,
  trial integer not null,
  attempt integer not null,
  worker text not null,
  asked_to_end integer not null default 0,
  primary key (study_id, trial),
  foreign key (study_id, trial) references trials (study_id, number) on delete cascade
)`,
    'create index claimed_jobs_by_worker on claimed_jobs (worker)',
    `create table progress (
  study_id integer not null,
  trial integer not null,
  attempt integer not null,
  part integer not null,
  fold integer,
  history text not null,
  is_taken integer not null default 0,
  primary key (study_id, trial, attempt, part),
  foreign key (study_id, trial) references trials (study_id, number) on delete cascade
)`,
    'create index progress_to_take on progress (study_id) where is_taken = 0',
  ];
}
