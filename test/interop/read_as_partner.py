"""Reads a node as a partner does, with the OASIS TAXII client, and puts every object to the OASIS STIX validator.

Arguments: the node's address. The partner's user name and password come from the environment (USERNAME, PASSWORD).
Prints what failed, then one line "N passed, N failed, N skipped"; the exit code is 1 where anything failed.
"""

import os
import sys
import time
import uuid
from itertools import islice

from stix2validator import ValidationOptions, validate_instance
from taxii2client.v21 import Server, as_pages

# Strict: what the standard only advises counts as an error too, but for
# 103: ids are to be UUIDv4. Labels, partners and control records have ids derived from their content (UUIDv5), so
#      that two nodes give the same thing the same id.
# 202: located-at is not among the relationships suggested for an incident; there is no other one for it.
OPTIONS = ValidationOptions(version="2.1", strict=True, disabled="103,202")

# Against a server that says "more" for ever.
MOST_PAGES = 1000

passed = 0
failed = 0


def check(what, holds, detail=""):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {what} {detail}".rstrip())


def collection_named(api_root, alias):
    found = [each for each in api_root.collections if each.alias == alias]
    check(f"one collection is called {alias}", len(found) == 1)
    return found[0] if found else None


def versions_of(objects):
    return {(each["id"], each.get("modified", each.get("created"))) for each in objects}


def all_pages(get, per_request, **filters):
    """By `next`, as the client library pages."""
    items = []
    for page in islice(as_pages(get, per_request=per_request, **filters), MOST_PAGES):
        items.extend(page.get("objects", []))
    return items


def whole_manifest(collection, per_request):
    """By `added_after`: the standard gives a manifest no `next`."""
    items = []
    filters = {}
    for _ in range(MOST_PAGES):
        page = collection.get_manifest(limit=per_request, **filters)
        items.extend(page.get("objects", []))
        if not page.get("more"):
            break
        filters = {"added_after": items[-1]["date_added"]}
    return items


def at_rest(outbox):
    """All that is in it, once nothing has come in for three seconds: receipts follow what was exchanged last."""
    whole = all_pages(outbox.get_objects, 1000)
    for _ in range(20):
        time.sleep(3)
        before, whole = whole, all_pages(outbox.get_objects, 1000)
        if versions_of(before) == versions_of(whole):
            break
    return whole


def check_reading(outbox):
    whole = at_rest(outbox)
    check("the outbox holds records", len(whole) > 0)
    small = all_pages(outbox.get_objects, 7)
    check("small pages give the same records once", versions_of(small) == versions_of(whole) and len(small) == len(whole))
    manifest = whole_manifest(outbox, 10)
    listed = {(each["id"], each["version"]) for each in manifest}
    check("the manifest names as many versions, each once", len(listed) == len(manifest) == len(whole))
    check("the manifest names the same ids", {i for i, _ in listed} == {each["id"] for each in whole})
    last = max((each["date_added"] for each in manifest), default="")
    check("nothing is added after the last", all_pages(outbox.get_objects, 10, added_after=last) == [])

    check("an image stands there", any(each["type"] == "artifact" for each in whole))
    incidents = all_pages(outbox.get_objects, 10, type="incident")
    expected = {each["id"] for each in whole if each["type"] == "incident"}
    check("the filter by type gives all incidents", {each["id"] for each in incidents} == expected and expected)
    for each in incidents[:3]:
        alone = outbox.get_object(each["id"]).get("objects", [])
        check("an object can be read by its id", each in alone, each["id"])
        versions = outbox.object_versions(each["id"]).get("versions", [])
        check("its versions can be listed", each["modified"] in versions or len(versions) == 1, each["id"])
    return whole


def check_objects(objects):
    for each in objects:
        result = validate_instance(each, OPTIONS)
        check(f"valid: {each['id']}", result.is_valid, "; ".join(str(error) for error in result.errors))


def check_writing(inbox):
    """What nobody signed is taken in, told as a failure, and the status resource can be read."""
    unsigned = {
        "type": "identity",
        "spec_version": "2.1",
        "id": f"identity--{uuid.uuid4()}",
        "created": "2015-03-11T00:00:00.000Z",
        "modified": "2015-03-11T00:00:00.000Z",
        "name": "Nobody",
        "identity_class": "organization",
    }
    status = inbox.add_objects({"objects": [unsigned]}, wait_for_completion=True, timeout=20)
    check("the status of a POST can be read", status.status == "complete")
    check("an unsigned object is told as a failure", status.failure_count == 1 and status.success_count == 0)


def main():
    url = sys.argv[1]
    server = Server(f"{url}/taxii2/", user=os.environ["USERNAME"], password=os.environ["PASSWORD"])
    check("the server tells its title", bool(server.title))
    check("it names an API root", len(server.api_roots) == 1)
    api_root = server.api_roots[0]
    check("the API root speaks TAXII 2.1", "application/taxii+json;version=2.1" in api_root.versions)
    check("it tells how much it takes", api_root.max_content_length > 0)
    outbox = collection_named(api_root, "outbox")
    inbox = collection_named(api_root, "inbox")
    check("the outbox is only read", outbox.can_read and not outbox.can_write)
    check("the inbox is written", inbox.can_write)
    check_objects(check_reading(outbox))
    check_writing(inbox)
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


sys.exit(main())
