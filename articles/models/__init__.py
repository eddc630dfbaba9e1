"""What things are: fields, constraints, querysets and read-only properties. No verbs: those are the desk's."""

from articles.models.autosave import Autosave
from articles.models.channel import Arrival, Channel, Gap, Sequence, Signature
from articles.models.curation import Banner, Pin
from articles.models.disclaimer import Disclaimer, DisclaimerWording
from articles.models.edition import Edition, EditionAuthor, EditionTopic
from articles.models.fingerprint import Band, Fingerprint
from articles.models.look import Look
from articles.models.move import Move
from articles.models.note import Note
from articles.models.order import KillPolicy, Order
from articles.models.outbox import Announcement, Dispatch, Subscriber
from articles.models.page import Page
from articles.models.person import Byline, Person
from articles.models.picture import EditionPicture, Picture, PictureCut, PictureUse
from articles.models.presence import Presence
from articles.models.preview import Preview
from articles.models.reader_report import ReaderReport
from articles.models.revision import Revision
from articles.models.role_policy import RolePolicy
from articles.models.route import Grace, Route
from articles.models.saved_view import SavedView
from articles.models.search_word import SearchSpelling, SearchWord
from articles.models.second_factor import SecondFactor
from articles.models.section import Section, Topic, TopicAlias
from articles.models.source import Source
from articles.models.story import Story
from articles.models.translation import EditionTranslation
from articles.models.wire_item import Delivery, WireItem
from articles.models.wire_text import WireText

__all__ = [
    "Announcement", "Arrival", "Autosave", "Band", "Banner", "Byline", "Channel", "Delivery", "Disclaimer",
    "DisclaimerWording", "Dispatch", "Edition", "EditionAuthor", "EditionPicture", "EditionTopic",
    "EditionTranslation", "Fingerprint", "Gap", "Grace", "KillPolicy", "Look", "Move", "Note", "Order", "Page",
    "Person", "Picture", "PictureCut", "PictureUse", "Pin", "Presence", "Preview", "ReaderReport", "Revision",
    "RolePolicy", "Route", "SavedView", "SearchSpelling", "SearchWord", "SecondFactor", "Section", "Sequence",
    "Signature", "Source", "Story", "Subscriber", "Topic", "TopicAlias", "WireItem", "WireText",
]  # fmt: skip
