/** Where large bytes of studies are, if not in the database, and the list of them. */
export function artifactTables(): readonly string[] {
  return [
    'alter table studies add column artifacts text',
    `create table artifacts (
  study_id integer not null references studies (id) on delete cascade,
  name text not null,
  place text not null,
  trial integer not null,
  part text not null,
  bytes bigint not null,
  is_dropped integer not null default 0,
  primary key (study_id, name)
)`,
    'create unique index artifacts_of_trials on artifacts (study_id, trial, part) where is_dropped = 0',
    'create index dropped_artifacts on artifacts (study_id) where is_dropped = 1',
  ];
}
