#!/usr/bin/env python3
"""Writes this pack: 200 questions in four domains, for exams that are sat by tests.

Run it here; it writes the same files each time. The key of a choice is the
option that says so.
"""

from pathlib import Path

HERE = Path(__file__).parent
DOMAINS = [("reading", 32), ("writing", 26), ("counting", 24), ("waiting", 18)]


def choice(number, domain, multiple, scenario):
    options = ["right"] + ["wrong"] * 3
    if multiple:
        options = ["right", "right", "wrong", "wrong", "wrong"]
    turn = number % len(options)
    options = options[turn:] + options[:turn]
    lines = [f"  - id: q{number:03}", f"    domain: {domain}"]
    if scenario:
        lines.append(f"    scenario: {scenario}")
    lines += [f"    stem: Question {number:03} of {domain}.", "    options:"]
    for at, sort in enumerate(options):
        lines.append(f"      - text: Option {'abcde'[at]} of {number:03}, {sort}")
        if sort == "right":
            lines.append("        correct: true")
        lines.append(f"        why: Because it is {sort}.")
    if number % 3:
        lines.append(f"    objective: o{number // 2:03}")
    lines += ["    rationale: What says right is right.", "    sources: [https://example.com/full]"]
    return lines


def number(at, domain):
    return [
        f"  - id: q{at:03}",
        "    kind: number",
        f"    domain: {domain}",
        f"    stem: What is {at} and one?",
        f"    answer: {at + 1}",
        "    rationale: One more.",
        "    sources: [https://example.com/full]",
    ]


def main():
    texts, scenarios, at, objectives = {}, {}, 0, set()
    for domain, _ in DOMAINS:
        lines, told = [], []
        for place in range(50):
            at += 1
            scenario = f"{domain}-{place // 3}" if place < 9 else None
            if scenario and place % 3 == 0:
                told += [f"  - id: {scenario}", f"    text: A story about {domain}, number {place // 3}."]
            if place >= 46:
                lines += number(at, domain)
            else:
                lines += choice(at, domain, place % 7 == 5, scenario)
                if at % 3:
                    objectives.add(f"o{at // 2:03}")
        texts[domain], scenarios[domain] = lines, told
    for domain, lines in texts.items():
        head = ["scenarios:", *scenarios[domain], "questions:", *lines, ""]
        (HERE / "quizzes" / f"{domain}.yaml").write_text("\n".join(head))
    pack = [
        "format: 1",
        "id: full",
        "title: A pack for exams",
        "version: 1.0.0",
        "language: en",
        "license: CC0-1.0",
        "exams:",
        "  - code: EX-1",
        "    questions: 65",
        "    unscored: 15",
        "    minutes: 130",
        "    scale: {min: 100, max: 1000, pass: 720}",
        "    kinds: [choice]",
        "    domains:",
    ]
    pack += [f"      - {{id: {d}, title: {d.title()}, weight: {w}}}" for d, w in DOMAINS]
    (HERE / "pack.yaml").write_text("\n".join(pack) + "\n")
    lesson = ["---", "id: all", "title: All of it", "objectives:"]
    lesson += [f"  - {{id: {o}, text: Do {o}}}" for o in sorted(objectives)]
    lesson += ["minutes: 1", "---", "", "# All of it", "", "Nothing is taught here."]
    (HERE / "content").mkdir(exist_ok=True)
    (HERE / "content" / "all.md").write_text("\n".join(lesson) + "\n")


main()
