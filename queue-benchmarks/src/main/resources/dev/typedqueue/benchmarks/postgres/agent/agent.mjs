// A process that adds and runs the jobs of one system that is written for Node. It obeys the same lines as Agent.java;
// package-info.java lists them.
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [, , contestant, url] = process.argv;
const SIZE = 100;
const PAGE = 1000;

/** The same 100 bytes as in Payload.java. */
function payload(number) {
  const rest = SIZE - JSON.stringify({ number, text: "" }).length;
  return { number, text: "x".repeat(rest) };
}

/** Counts how often each job ran, and when those that are watched were added and begun. */
const runs = {
  counts: new Uint8Array(1 << 20),
  total: 0,
  first: 0,
  watched: { first: 0, count: 0, added: [], begun: [] },

  now: () => Math.round((performance.timeOrigin + performance.now()) * 1000),

  watch(first, count) {
    this.watched = { first, count, added: new Array(count).fill(0), begun: new Array(count).fill(0) };
  },
  covers(number) {
    return number >= this.watched.first && number < this.watched.first + this.watched.count;
  },
  adding(number) {
    if (this.covers(number)) this.watched.added[number - this.watched.first] = this.now();
  },
  run(number) {
    if (this.covers(number)) this.watched.begun[number - this.watched.first] ||= this.now();
    this.first ||= this.now();
    if (number >= this.counts.length) {
      const larger = new Uint8Array(Math.max(number + 1, this.counts.length * 2));
      larger.set(this.counts);
      this.counts = larger;
    }
    this.counts[number] = Math.min(this.counts[number] + 1, 127);
    this.total++;
  },
  writeTimes(file) {
    const { count, added, begun } = this.watched;
    const bytes = Buffer.alloc(count * 16);
    for (let i = 0; i < count; i++) {
      bytes.writeBigInt64BE(BigInt(added[i]), i * 16);
      bytes.writeBigInt64BE(BigInt(begun[i]), i * 16 + 8);
    }
    writeFileSync(file, bytes);
  },
};

/** Calls `add` with pages of numbers. */
async function inPages(first, count, add) {
  for (let begin = first; begin < first + count; begin += PAGE) {
    const length = Math.min(PAGE, first + count - begin);
    await add(Array.from({ length }, (_, i) => begin + i));
  }
}

async function graphileWorker() {
  const { run, makeWorkerUtils, runMigrations } = await import("graphile-worker");
  const { Logger } = await import("graphile-worker");
  const logger = new Logger(() => (level, message) => level === "error" && console.error(message));
  const preset = (localQueue) => ({
    worker: {
      connectionString: url,
      concurrentJobs: 24,
      maxPoolSize: 25,
      ...(localQueue ? { localQueue: { size: 500 } } : {}),
      completeJobBatchDelay: 0,
      failJobBatchDelay: 0,
    },
    events: undefined,
  });
  let utils;
  let runner;
  const producer = async () => (utils ??= await makeWorkerUtils({ connectionString: url, maxPoolSize: 10, logger }));
  const spec = (number, runAt) => ({ identifier: "count", payload: payload(number), runAt });
  return {
    install: () => runMigrations({ connectionString: url, logger }),
    add: async (number) => (await producer()).addJob("count", payload(number)),
    addAll: async (first, count, runAt) =>
      inPages(first, count, async (page) => (await producer()).addJobs(page.map((number) => spec(number, runAt)))),
    start: async (forLatency) => {
      runner = await run({
        preset: preset(!forLatency),
        logger,
        noHandleSignals: true,
        taskList: { count: (job) => runs.run(job.number) },
      });
    },
    stop: async () => {
      await runner?.stop();
      await utils?.release();
      runner = utils = undefined;
    },
  };
}

async function pgBoss() {
  const { PgBoss } = await import("pg-boss");
  let boss;
  const open = async () => {
    if (!boss) {
      boss = new PgBoss({ connectionString: url, max: 10, useListenNotify: true });
      boss.on("error", (error) => console.error(error));
      await boss.start();
    }
    return boss;
  };
  return {
    install: async () => {
      await (await open()).createQueue("count", { partition: true, notify: true, expireInSeconds: 3600 });
    },
    add: async (number) => (await open()).send("count", payload(number)),
    addAll: async (first, count, startAfter) =>
      inPages(first, count, async (page) =>
        (await open()).insert("count", page.map((number) => ({ data: payload(number), startAfter }))),
      ),
    start: async () => {
      await (await open()).work(
        "count",
        {
          batchSize: 500,
          localConcurrency: 4,
          burstWhenBatchFull: true,
          pollingIntervalSeconds: 0.5,
          notifyPollingIntervalSeconds: 0.5,
        },
        async (jobs) => jobs.forEach((job) => runs.run(job.data.number)),
      );
    },
    stop: async () => {
      await boss?.stop({ graceful: true, close: true });
      boss = undefined;
    },
  };
}

/** Does numbered work by so many loops, each of which takes the next number as soon as it is free. */
async function concurrently(loops, count, work) {
  let next = 0;
  const loop = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: loops }, loop));
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function timed(work) {
  const begun = process.hrtime.bigint();
  await work();
  return process.hrtime.bigint() - begun;
}

/** What Feed.java does. */
async function feed(first, seconds, backlog, page, mixed) {
  const perSecond = [];
  const ranBefore = runs.total;
  let before = runs.total;
  let added = 0;
  const sampler = setInterval(() => {
    perSecond.push(runs.total - before);
    before = runs.total;
  }, 1000);
  const end = performance.now() + seconds * 1000;
  for (let turn = 0; performance.now() < end; turn++) {
    while (added - (runs.total - ranBefore) >= backlog && performance.now() < end) await pause(1);
    const begin = first + added;
    const later = mixed && turn % 10 === 9;
    added += page;
    await system.addAll(begin, page, later ? new Date(Date.now() + 2000) : undefined);
    if (mixed) await system.add(first + added++);
  }
  while (perSecond.length < seconds) await pause(10);
  clearInterval(sampler);
  return `${added} ${perSecond.slice(0, seconds).join(",")}`;
}

const system = await (contestant === "pg-boss" ? pgBoss() : graphileWorker());

const commands = {
  install: () => system.install(),
  start: (forLatency) => {
    runs.first = 0;
    return system.start(forLatency === "latency");
  },
  stop: () => system.stop(),
  watch: (first, count) => runs.watch(+first, +count),
  ran: () => `${runs.total} ${runs.first}`,
  counts: (file) => writeFileSync(file, runs.counts),
  times: (file) => runs.writeTimes(file),
  add: (first, count, threads) =>
    timed(() => concurrently(+threads, +count, (number) => system.add(+first + number))),
  fill: (first, count) => timed(() => system.addAll(+first, +count)),
  schedule: (first, count, seconds) =>
    timed(() => system.addAll(+first, +count, new Date(Date.now() + seconds * 1000))),
  pace: (first, count, rate, threads) =>
    timed(() => {
      const begun = performance.now();
      return concurrently(+threads, +count, async (number) => {
        const wait = begun + (number * 1000) / +rate - performance.now();
        if (wait > 0) await pause(wait);
        runs.adding(+first + number);
        await system.add(+first + number);
      });
    }),
  feed: (first, seconds, backlog, page, mixed) => feed(+first, +seconds, +backlog, +page, mixed === "mixed"),
};

console.log = console.info = console.debug = console.error;
for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...words] = line.split(" ");
  if (name === "exit") break;
  try {
    process.stdout.write(`ok ${(await commands[name](...words)) ?? ""}\n`);
  } catch (error) {
    console.error(error);
    process.stdout.write(`error ${String(error).replaceAll("\n", " ")}\n`);
  }
}
process.exit(0);
