"""`onrecord schema`: the JSON of a check is what its schema says."""

import json

from jsonschema import Draft202012Validator


def test_the_json_of_a_check_follows_the_schema(run, tables, article):
    schema = json.loads(run("schema").out)
    Draft202012Validator.check_schema(schema)
    answer = json.loads(run("check", article, "--format", "json", "--record", tables).out)
    Draft202012Validator(schema).validate(answer)
