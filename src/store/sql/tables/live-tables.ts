import type { SqlFlavour } from './flavour.ts';

/** When trials changed, who trained them when, and what people ask of a study. The tables' triggers keep the times. */
export function liveTables(flavour: SqlFlavour): readonly string[] {
  return [
    ...anyOrigin,
    'alter table trials add column changed_at double precision',
    'alter table trials add column worker text',
    'create index trials_by_change on trials (study_id, changed_at)',
    `create table attempts (
  study_id integer not null,
  trial integer not null,
  attempt integer not null,
  worker text,
  started_at double precision not null,
  ended_at double precision,
  primary key (study_id, trial, attempt),
  foreign key (study_id, trial) references trials (study_id, number) on delete cascade
)`,
    `create table requests (
  id ${flavour.identity},
  study_id integer not null references studies (id) on delete cascade,
  request text not null,
  trial integer,
  asked_by text not null,
  asked_at double precision not null,
  is_done integer,
  answer text
)`,
    'create index requests_of_studies on requests (study_id)',
    ...(flavour.hasMachines ? postgresTriggers(flavour) : sqliteTriggers(flavour)),
  ];
}

/** The column again, without its list of origins, which SQLite cannot change: the parser of rows checks them. */
const anyOrigin = [
  'drop index trials_derived',
  `alter table trials add column any_origin text not null default 'sampled'`,
  `update trials set any_origin = origin where origin <> 'sampled'`,
  'alter table trials drop column origin',
  'alter table trials rename column any_origin to origin',
  `create index trials_derived on trials (study_id, number) where origin <> 'sampled'`,
];

const isEnd = `new.state in ('complete', 'pruned', 'failed')`;

/** A trigger's own update of `changed_at` starts no other trigger: those are of the column `state`. */
function sqliteTriggers({ secondsNow }: SqlFlavour): readonly string[] {
  const own = 'study_id = new.study_id and trial = new.number';
  const changed = `update trials set changed_at = ${secondsNow} where study_id = new.study_id and number = new.number;`;
  const ended = `update attempts set ended_at = ${secondsNow} where ${own}`;
  const begun = `insert into attempts (study_id, trial, attempt, worker, started_at)
  values (new.study_id, new.number, new.attempt, new.worker, ${secondsNow});`;
  return [
    `create trigger trials_added after insert on trials begin ${changed} end`,
    `create trigger trials_changed after update of state on trials begin ${changed} end`,
    `create trigger trials_added_running after insert on trials when new.state = 'running' begin ${begun} end`,
    `create trigger trials_begun after update of state on trials
  when new.state = 'running' and new.attempt <> old.attempt begin ${ended} and ended_at is null; ${begun} end`,
    `create trigger trials_stopped after update of state on trials
  when new.state = 'waiting' and old.state = 'running' begin ${ended} and ended_at is null; end`,
    `create trigger trials_ended after update of state on trials
  when ${isEnd} and old.state in ('running', 'waiting') begin ${ended} and attempt = new.attempt; end`,
  ];
}

function postgresTriggers({ secondsNow, schema }: SqlFlavour): readonly string[] {
  const attempts = schema === undefined ? 'attempts' : `${schema}.attempts`;
  const ended = `update ${attempts} set ended_at = ${secondsNow} where study_id = new.study_id and trial = new.number`;
  return [
    `create function trial_changed() returns trigger language plpgsql as $$ begin
  new.changed_at := ${secondsNow};
  return new;
end $$`,
    `create trigger trials_changed before insert or update of state on trials
  for each row execute function trial_changed()`,
    `create function trial_attempted() returns trigger language plpgsql as $$ begin
  if new.state = 'running' then
    if tg_op = 'UPDATE' then
      if new.attempt = old.attempt then return null; end if;
      ${ended} and ended_at is null;
    end if;
    insert into ${attempts} (study_id, trial, attempt, worker, started_at)
      values (new.study_id, new.number, new.attempt, new.worker, ${secondsNow});
  elsif tg_op = 'UPDATE' then
    if new.state = 'waiting' and old.state = 'running' then
      ${ended} and ended_at is null;
    elsif ${isEnd} and old.state in ('running', 'waiting') then
      ${ended} and attempt = new.attempt;
    end if;
  end if;
  return null;
end $$`,
    `create trigger trials_attempted after insert or update of state on trials
  for each row execute function trial_attempted()`,
  ];
}
