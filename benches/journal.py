"""Anki's backend with as many cards and reviews, FSRS on.

python3 journal.py CARDS REVIEWS-A-CARD
One line: milliseconds to open, to open and have the first card, to answer, to have
the next card, for the graphs of all time; the most memory in MB.
"""
import contextlib
import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

try:
    from anki.collection import Collection
except ImportError:
    sys.exit("skipped: Anki's library is not installed (pip install anki)")


def fill(path, cards, each):
    col = Collection(path)
    note_type = col.models.by_name("Basic")
    now, rng = int(time.time()), random.Random(cards)
    base = now * 1000 - 800 * 86_400_000
    notes, rows, log = [], [], []
    for n in range(cards):
        note, card = base + n, base + n
        notes.append((note, f"guid{n}", note_type["id"], now, -1, "", f"Question {n}\x1fAnswer {n}", f"Question {n}", 0, 0))
        due = rng.randint(-20, 200)
        rows.append((card, note, 1, 0, now, -1, 2, 2, due, rng.randint(1, 200), 2500, each, 1, 0, 0, 0, 0, '{"s":%.2f,"d":5.0,"dr":0.9}' % rng.uniform(1, 200)))
        at = now * 1000 - rng.randint(60, 700) * 86_400_000
        pause = 1
        for _ in range(each):
            ease = 1 if rng.random() < 0.1 else 3
            pause = pause * 2 if ease == 3 else 1
            log.append([at, card, -1, ease, pause, pause, 2500, rng.randint(4000, 60000), 1])
            at = min(at + pause * 86_400_000, now * 1000 - rng.randint(1, 86_400_000))
    log.sort()
    last = 0
    for row in log:
        row[0] = last = max(row[0], last + 1)
    col.set_config("fsrs", True)
    deck = col.decks.get_config(1)
    deck["rev"]["perDay"] = 9999
    col.decks.save(deck)
    col.close()
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executemany("insert into notes values (?,?,?,?,?,?,?,?,?,?,'')", notes)
        db.executemany(f"insert into cards values ({','.join('?' * 18)})", rows)
        db.executemany(f"insert into revlog values ({','.join('?' * 9)})", log)
        db.commit()


def timed(run):
    before = time.perf_counter()
    run()
    return time.perf_counter() - before


def measure(path):
    opened, first, answers, nexts, graphs = [], [], [], [], []
    for _ in range(7):
        before = time.perf_counter()
        col = Collection(path)
        opened.append(time.perf_counter() - before)
        queue = col.sched.get_queued_cards()
        first.append(time.perf_counter() - before)
        card = col.get_card(queue.cards[0].card.id)
        card.start_timer()
        answer = col.sched.build_answer(card=card, states=queue.cards[0].states, rating=2)
        answers.append(timed(lambda: col.sched.answer_card(answer)))
        nexts.append(timed(col.sched.get_queued_cards))
        graphs.append(timed(lambda: col._backend.graphs(search="", days=0)))
        col.close()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times = [f"{statistics.median(it) * 1000:.1f}_ms" for it in (opened, first, answers, nexts, graphs)]
    print(*times, most // 1024)


if len(sys.argv) == 2:
    measure(sys.argv[1])
else:
    path = os.path.join(tempfile.mkdtemp(), "collection.anki2")
    fill(path, int(sys.argv[1]), int(sys.argv[2]))
    subprocess.run([sys.executable, __file__, path], check=True)
