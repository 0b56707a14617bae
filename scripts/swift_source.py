"""Tells code, strings and comments of a Swift file apart, line by line, well enough to search them."""

import re

_OPENING = re.compile(r'(#*)("""|")')


def blank_out(source):
    """Returns (code, text): both as long as the source, with newlines kept.

    In `code` comments and the words of strings are blanks; in `text` only comments are.
    Code inside an interpolation counts as code.
    """
    code, text = list(source), list(source)
    _scan_code(source, 0, code, text, closing=None)
    return "".join(code), "".join(text)


def _hide(cells, start, end):
    for index in range(start, min(end, len(cells))):
        if cells[index] != "\n":
            cells[index] = " "


def _scan_code(source, at, code, text, closing):
    depth = 0
    while at < len(source):
        if closing and source[at] == ")":
            if depth == 0:
                return at + 1
            depth -= 1
        elif closing and source[at] == "(":
            depth += 1
        if source.startswith("//", at):
            end = source.find("\n", at)
            end = len(source) if end < 0 else end
            _hide(code, at, end)
            _hide(text, at, end)
            at = end
        elif source.startswith("/*", at):
            end = _end_of_comment(source, at)
            _hide(code, at, end)
            _hide(text, at, end)
            at = end
        elif match := _OPENING.match(source, at):
            at = _scan_string(source, match, code, text)
        else:
            at += 1
    return at


def _end_of_comment(source, at):
    depth = 0
    while at < len(source):
        if source.startswith("/*", at):
            depth, at = depth + 1, at + 2
        elif source.startswith("*/", at):
            depth, at = depth - 1, at + 2
            if depth == 0:
                return at
        else:
            at += 1
    return at


def _scan_string(source, opening, code, text):
    hashes, quotes = opening.groups()
    closing, escape = quotes + hashes, "\\" + hashes
    at = opening.end()
    while at < len(source):
        if source.startswith(closing, at):
            return at + len(closing)
        if source[at] == "\n" and quotes == '"':
            return at
        if source.startswith(escape, at):
            after = at + len(escape)
            _hide(code, at, after + 1)
            at = after + 1
            if source[after:after + 1] == "(":
                at = _scan_code(source, at, code, text, closing=")")
        else:
            _hide(code, at, at + 1)
            at += 1
    return at
