/** The alembic revision of the tables of Optuna 3.2 to 5; those of 3.0 and 3.1 lack one index. */
export const optunaRevision = 'v3.2.0.a';
export const readableRevisions: readonly string[] = ['v3.0.0.d', optunaRevision];

/** Optuna has frozen this number at 12; alembic's revision identifies the tables. */
export const optunaSchemaVersion = 12;

/** The Optuna version with these tables. */
export const optunaVersion = '5.0.0';

/** The tables that Optuna 5 creates in SQLite. */
export const optunaTables = `
create table studies (
  study_id integer not null,
  study_name varchar(512) not null,
  primary key (study_id)
);
create unique index ix_studies_study_name on studies (study_name);
create table version_info (
  version_info_id integer not null,
  schema_version integer,
  library_version varchar(256),
  primary key (version_info_id),
  check (version_info_id=1)
);
create table study_directions (
  study_direction_id integer not null,
  direction varchar(8) not null,
  study_id integer not null,
  objective integer not null,
  primary key (study_direction_id),
  unique (study_id, objective),
  foreign key(study_id) references studies (study_id)
);
${attributeTable('study')}
create table trials (
  trial_id integer not null,
  number integer,
  study_id integer,
  state varchar(8) not null,
  datetime_start datetime,
  datetime_complete datetime,
  primary key (trial_id),
  foreign key(study_id) references studies (study_id)
);
create index ix_trials_study_id on trials (study_id);
${attributeTable('trial')}
create table trial_params (
  param_id integer not null,
  trial_id integer,
  param_name varchar(512),
  param_value float,
  distribution_json text,
  primary key (param_id),
  unique (trial_id, param_name),
  foreign key(trial_id) references trials (trial_id)
);
create table trial_values (
  trial_value_id integer not null,
  trial_id integer not null,
  objective integer not null,
  value float,
  value_type varchar(7) not null,
  primary key (trial_value_id),
  unique (trial_id, objective),
  foreign key(trial_id) references trials (trial_id)
);
create table trial_intermediate_values (
  trial_intermediate_value_id integer not null,
  trial_id integer not null,
  step integer not null,
  intermediate_value float,
  intermediate_value_type varchar(7) not null,
  primary key (trial_intermediate_value_id),
  unique (trial_id, step),
  foreign key(trial_id) references trials (trial_id)
);
create table trial_heartbeats (
  trial_heartbeat_id integer not null,
  trial_id integer not null,
  heartbeat datetime not null,
  primary key (trial_heartbeat_id),
  unique (trial_id),
  foreign key(trial_id) references trials (trial_id)
);
create table alembic_version (
  version_num varchar(32) not null,
  constraint alembic_version_pkc primary key (version_num)
);
`;

/** User and system attributes of studies and of trials: four tables with the same columns. */
function attributeTable(owner: 'study' | 'trial'): string {
  const table = owner === 'study' ? 'studies' : 'trials';
  return ['user', 'system']
    .map(
      (kind) => `create table ${owner}_${kind}_attributes (
  ${owner}_${kind}_attribute_id integer not null,
  ${owner}_id integer,
  "key" varchar(512),
  value_json text,
  primary key (${owner}_${kind}_attribute_id),
  unique (${owner}_id, "key"),
  foreign key(${owner}_id) references ${table} (${owner}_id)
);`,
    )
    .join('\n');
}
