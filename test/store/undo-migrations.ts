/** Undoes the migrations from 15 on, so that a database looks like one of an older version. */
export const undoMachines = `drop table workers;
  drop table claimed_jobs;
  drop table progress;
  drop table parcels;
  drop table chunks;
  drop table artifacts;
  alter table studies drop column artifacts;
  alter table studies drop column lease;
  alter table studies drop column runner_seen_at;
  delete from hpsearch_migrations where number >= 15;`;
