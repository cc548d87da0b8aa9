"""Words that make_demo_data puts together. All people and streets are invented.

Family names are made of a word for "made up" and something that grows, so that
nobody takes them for a neighbour.
"""

# Village: (postcode area, degrees north, degrees east, streets). Positions are
# approximate middles of the real villages; the streets do not exist there.
VILLAGES = {
    "Herkenbosch": ("6075", 51.1525, 6.0653, [
        "Boomkikkerpad", "Bosuilhof", "Dennenappelwissel", "Eekhoornsprong",
        "Heidevlinderstraat", "Maanmosweg", "Nachtzwaluwhof", "Roodborstdans",
        "Specht-en-Eikweg", "Sterrenmosstraat", "Varenkruin", "Zandhagedispad"]),
    "Melick": ("6074", 51.1608, 6.0192, [
        "Appelvinkstraat", "Beverburchtpad", "Dauwdruppelweg", "Hazelaarhof",
        "Kersenpitstraat", "Korenwolfpad", "Leeuwerikzang", "Ooievaarswissel",
        "Puttershof", "Regenboogrand", "Wilgenkatjesweg", "Zilverdistelhof"]),
    "Montfort": ("6065", 51.1267, 5.9467, [
        "Bloesemsprong", "Duizendbladweg", "Grutterijpad", "Hommelhof",
        "Kasteelvlinderpad", "Kwartelslag", "Lieveheersbeestweg", "Molshoopje",
        "Pimpelmeeshof", "Slotgrachtlelie", "Torenvalkstraat", "Vuurvliegpad"]),
    "Posterholt": ("6061", 51.1222, 6.0383, [
        "Akkerwindestraat", "Bijenkorfhof", "Egelpad", "Goudhaantjesweg",
        "Haverstrohof", "Kievitsprong", "Klaproosrand", "Merelzang",
        "Muntplantsoentje", "Spreeuwenwolk", "Tortelduifpad", "Zonnebloemwissel"]),
    "Sint Odiliënberg": ("6077", 51.1431, 6.0003, [
        "Basiliekzwaluwpad", "Dotterbloemweg", "IJsvogelsprong", "Kruidenhofje",
        "Libellendans", "Oeverzwaluwhof", "Otterglijbaan", "Rietzangerstraat",
        "Roerkiezelpad", "Snoekbaarshof", "Waterlelierand", "Zalmtrapstraat"]),
    "Vlodrop": ("6063", 51.1339, 6.0767, [
        "Adderpad", "Berkenzwamhof", "Bosbesweg", "Dassenburchtstraat",
        "Grensganzenpad", "Houtduifwissel", "Kraanvogelsprong", "Lijsterbeshof",
        "Patrijsrand", "Salamanderpad", "Sleedoornstraat", "Wespendiefweg"]),
}

MADE_UP = ["Test", "Voorbeeld", "Proef", "Verzin", "Fictie", "Schijn"]
GROWS = ["wilg", "beek", "berk", "roos", "heide", "linde", "varen", "klaver",
         "eik", "distel", "vlier", "meidoorn", "braam", "iris", "hazelaar",
         "den", "lelie", "spar", "mos", "riet"]

VOLUNTEER_NAMES = [
    "Roos", "Daan", "Fleur", "Bram", "Noor", "Sem", "Lieke", "Thijs", "Sanne",
    "Joris", "Femke", "Ruben", "Iris", "Koen", "Maud", "Stijn", "Anouk", "Lars",
    "Eva", "Pim", "Yara", "Milan", "Jasmijn", "Tijn", "Hanneke", "Gerard",
    "Marleen", "Frans", "Ine", "Peter", "Annemie", "Jos", "Carla", "Huub",
    "Monique", "Ger", "Ellen", "Twan", "Petra", "Rob", "Fatma", "Samir",
    "Agnieszka", "Olena", "Klaus", "Heike", "Amira", "Tomasz", "Selma", "Yusuf",
    "Marij", "Leon", "Ans", "Har", "Resie", "Sjra", "Dilek", "Jamal", "Nel",
    "Wim"]
RESIDENT_NAMES = [
    "Truus", "Sjef", "Mia", "Wiel", "Tiny", "Riet", "Harrie", "Lies", "Bertha",
    "Pierre", "Fien", "Martha", "Jeu", "Door", "Toos", "Lei", "Nelly", "Giel",
    "Annie", "Mathieu", "Gertrud", "Zofia", "Hatice", "Corrie", "Funs", "Lenie",
    "Sef", "Bep", "Jeanne", "Drika"]

# Profile: skills that go together, and the checks they ask for.
PROFILES = {
    "tuin": ("light-garden-work mow-lawn trim-low-hedge sweep-leaves "
             "water-plants snow-shovelling bins-out bring-waste", ""),
    "klus": ("hang-picture change-light-bulb smoke-detector curtain-rail "
             "assemble-furniture shelf-or-hook leaking-tap sticking-door "
             "lock-or-handle grab-rail draught-strip move-small-furniture "
             "bleed-radiator unblock-drain touch-up-paint", ""),
    "fiets": ("bicycle-tyre bicycle-tune-up walker-or-wheelchair "
              "mend-appliance", ""),
    "digitaal": ("phone-help tablet-help computer-help television-help "
                 "digid-help", "vog"),
    "papier": ("forms-and-post digid-help write-letter read-aloud interpret "
               "online-banking-help", "vog"),
    "vervoer": ("drive-hospital drive-errand drive-vet accompany-appointment "
                "shopping pharmacy-errand", "vog driving_licence"),
    "boodschappen": ("shopping shopping-together parcel-errand library-errand "
                     "pharmacy-errand bring-meal", "vog"),
    "samen": ("company walk-together play-games read-aloud wheelchair-walk "
              "cook-together language-practice", ""),
    "dieren": ("dog-walking pet-care drive-vet water-plants bins-out", ""),
}

# Weekly hours that people have.
HOURS = [
    "mo 09:00-12:30|tu 09:00-12:30|we 09:00-12:30|th 09:00-12:30|fr 09:00-12:30",
    "mo 13:00-17:00|tu 13:00-17:00|we 13:00-17:00|th 13:00-17:00|fr 13:00-17:00",
    "mo 09:00-17:00|we 09:00-17:00|fr 09:00-17:00|sa 10:00-13:00",
    "tu 09:00-17:00|th 09:00-17:00|sa 09:00-17:00|su 13:00-17:00",
    "mo 18:00-21:00|we 18:00-21:00|th 18:00-21:00|sa 09:00-17:00",
    "we 13:00-17:00|sa 10:00-17:00|su 10:00-17:00",
    "mo 09:00-12:30|mo 13:30-17:00|we 13:00-17:00|th 09:00-17:00|su 11:00-16:00",
    "mo 08:30-16:30|tu 08:30-16:30|we 08:30-16:30|th 08:30-16:30|fr 08:30-16:30"
    "|sa 09:00-12:00|su 10:00-16:00",
]

# Windows that people ask for, in days from today.
MORNING = "+2d 09:00-12:00|+3d 09:00-12:00|+4d 09:00-12:00|+5d 09:00-12:00"
AFTERNOON = "+2d 13:00-17:00|+3d 13:00-17:00|+4d 13:00-17:00|+6d 13:00-17:00"
ANY_DAY = "+2d 09:00-17:00|+3d 09:00-17:00|+4d 09:00-17:00|+5d 09:00-17:00"
NEXT_WEEK = "+7d 09:00-17:00|+8d 09:00-17:00|+9d 09:00-17:00|+11d 09:00-17:00"
LONG = ANY_DAY + "|+6d 09:00-17:00|" + NEXT_WEEK

# Resident (row of residents.csv), skills, words, minutes, windows, helpers, own
# network, circumstances, tools.
NEEDS = [
    (1, "change-light-bulb", "De lamp boven de trap doet het niet meer. Ik durf zelf niet op een trapje.", 30, ANY_DAY, 1, "asked", "stairs", "trapje"),
    (2, "smoke-detector", "De rookmelder piept steeds. Ik kan er niet bij.", 30, ANY_DAY, 1, "nobody", "", "trapje"),
    (3, "light-garden-work", "Het onkruid in de voortuin staat hoog. Bukken lukt niet meer.", 120, MORNING, 2, "asked", "", "schoffel"),
    (4, "phone-help", "Ik wil foto's van mijn kleinkind zien op mijn telefoon, maar ik weet niet hoe.", 60, AFTERNOON, 1, "asked", "", ""),
    (5, "forms-and-post", "Er ligt een stapel brieven. Ik zie niet wat belangrijk is.", 90, LONG, 1, "nobody", "", ""),
    (6, "shopping", "Ik ben geopereerd aan mijn heup. Wie doet deze week de boodschappen?", 60, ANY_DAY, 1, "asked", "", ""),
    (7, "drive-hospital", "Ik moet naar de oogarts en mag daarna niet zelf rijden.", 180, LONG, 1, "asked", "", "auto"),
    (8, "dog-walking", "Mijn hond moet naar buiten en ik heb griep.", 45, ANY_DAY, 1, "nobody", "pets", ""),
    (9, "company", "Sinds mijn man er niet meer is, is het stil. Een kop koffie samen zou fijn zijn.", 90, LONG, 1, "nobody", "", ""),
    (10, "leaking-tap", "De kraan in de keuken druppelt dag en nacht.", 45, ANY_DAY, 1, "asked", "", "waterpomptang"),
    (11, "curtain-rail", "De gordijnrail in de slaapkamer is losgekomen.", 60, ANY_DAY, 1, "asked", "stairs", "boormachine"),
    (12, "bicycle-tyre", "Mijn achterband is lek en ik fiets naar de dagopvang.", 45, ANY_DAY, 1, "nobody", "", "bandenplakset"),
    (13, "digid-help", "Ik kan niet meer inloggen met DigiD en moet iets regelen met de belasting.", 60, LONG, 1, "asked", "", ""),
    (14, "read-aloud", "Mijn ogen zijn slecht. Wie leest mij de krant voor?", 60, LONG, 1, "nobody", "", ""),
    (15, "hang-picture", "Het portret van mijn ouders moet nog aan de muur na de verhuizing.", 30, ANY_DAY, 1, "asked", "", "boormachine"),
    (16, "television-help", "Alle zenders zijn weg sinds gisteren.", 45, LONG, 1, "asked", "", ""),
    (17, "mow-lawn", "Mijn grasmaaier is stuk en het gras staat hoog. Eén keer maaien is genoeg.", 60, ANY_DAY, 1, "asked", "", "grasmaaier"),
    (18, "move-small-furniture", "Mijn leesstoel moet van boven naar beneden. Hij is niet zwaar, wel lomp.", 30, ANY_DAY, 2, "asked", "stairs", ""),
    (19, "pharmacy-errand", "Mijn medicijnen liggen klaar bij de apotheek en ik kan niet weg.", 30, ANY_DAY, 1, "nobody", "", ""),
    (20, "wheelchair-walk", "Mijn vrouw zit in een rolstoel. Ik kan haar niet meer duwen, zij wil graag naar buiten.", 60, LONG, 1, "asked", "", ""),
    (21, "tablet-help", "Meine Tochter möchte mit mir videotelefonieren. Wie geht das auf dem Tablet?", 60, LONG, 1, "asked", "", ""),
    (22, "language-practice", "Ik wil Nederlands praten oefenen met iemand uit het dorp.", 60, LONG, 1, "nobody", "", ""),
    (23, "interpret", "Ik heb een gesprek bij de gemeente en begrijp niet alles.", 90, LONG, 1, "nobody", "", ""),
    (24, "grab-rail", "Ik ben bijna gevallen onder de douche. De beugel ligt al klaar.", 60, ANY_DAY, 1, "asked", "", "boormachine"),
    (25, "sweep-leaves", "De stoep ligt vol nat blad. Ik ben bang dat iemand uitglijdt.", 60, ANY_DAY, 1, "asked", "", "hark"),
    (26, "walker-or-wheelchair", "De remmen van mijn rollator pakken niet goed.", 30, LONG, 1, "nobody", "", "inbussleutels"),
    (27, "bins-out", "Ik lig met een gebroken pols. De kliko moet deze keer nog naar de straat.", 15, ANY_DAY, 1, "asked", "", ""),
    (28, "parcel-errand", "Er ligt een pakket bij het afhaalpunt en ik heb geen vervoer.", 30, ANY_DAY, 1, "asked", "", ""),
    (29, "play-games", "Ik zoek iemand om mee te rummikuppen, overdag.", 90, LONG, 1, "nobody", "smoke", ""),
    (30, "accompany-appointment", "Ik zie op tegen het gesprek met de arts. Wie gaat er mee?", 120, LONG, 1, "nobody", "", ""),
    (1, "write-letter", "Mijn hand trilt te veel om kaartjes te schrijven voor de verjaardag van mijn zus.", 45, LONG, 1, "asked", "", ""),
    (3, "draught-strip", "Het tocht bij de voordeur en stoken is duur.", 60, LONG, 1, "asked", "", ""),
    (6, "bring-meal", "De week na de operatie kan ik niet koken.", 30, LONG, 1, "asked", "", ""),
    (8, "pet-care", "Ik moet een nacht in het ziekenhuis blijven. Wie voert de poes?", 30, NEXT_WEEK, 1, "nobody", "pets", ""),
    (12, "assemble-furniture", "Het nieuwe kastje staat nog in de doos.", 90, LONG, 1, "asked", "", "schroevendraaier"),
    # These go another way: refused with a hint, or referred on.
    (10, "change-light-bulb", "De lamp in de gang is stuk. Mijn zoon komt zondag, maar ik heb het hem niet gevraagd.", 15, ANY_DAY, 1, "not_asked", "", "trapje"),
    (17, "fell-tree", "De berk achter het huis staat scheef. Kan die om?", 240, LONG, 2, "asked", "", ""),
    (18, "move-heavy-furniture", "De wasmachine moet naar de eerste verdieping.", 60, LONG, 2, "asked", "stairs", ""),
    (20, "touch-up-paint", "Alle kozijnen moeten opnieuw in de verf.", 480, NEXT_WEEK, 1, "asked", "", "kwasten"),
    (25, "electrical-work", "De stop slaat steeds door en de meterkast wordt warm.", 60, LONG, 1, "nobody", "", ""),
]
